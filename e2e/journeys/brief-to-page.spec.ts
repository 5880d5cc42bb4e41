import { expect, type Page, test } from "@playwright/test";
import { SOURCES, signUp } from "../support/person";
import { snap } from "../support/snap";

// Guarantee: a content team with nothing but three texts of its own gets from the sign-up to a
// published page with its sources, and two people's decisions stand between.

async function addPastedSource(page: Page, source: (typeof SOURCES)[number]): Promise<void> {
  await page.getByRole("tab", { name: "Pasted text" }).click();
  await page.getByLabel("Title", { exact: true }).fill(source.title);
  await page.getByLabel("Text", { exact: true }).fill(source.text);
  await page.getByRole("switch", { name: /our own material/ }).click();
  await page.getByRole("button", { name: "Add text" }).click();
  await expect(page.getByRole("list", { name: "Sources" }).getByText(source.title)).toBeVisible();
}

test("from the sign-up to a published page", async ({ page }) => {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error")
      problems.push(`${page.url()} ${message.location().url}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(error.message));

  await signUp(page);
  await page.getByRole("link", { name: "New article" }).first().click();
  await page.getByLabel("What is it about?").fill("The early apple harvest of 2025");
  await page.getByRole("button", { name: "Create article" }).click();

  await expect(page.getByText("No sources yet")).toBeVisible();
  for (const source of SOURCES) await addPastedSource(page, source);
  await expect(page.getByText("Read", { exact: true })).toHaveCount(3);
  await snap(page, "sources");
  await page.getByRole("link", { name: "Continue to the brief" }).click();

  await expect(page.getByText("What it may cost at most")).toBeVisible();
  await snap(page, "brief");
  await page.getByRole("button", { name: "Create outline" }).click();

  await expect(page.getByRole("button", { name: "Approve outline" })).toBeEnabled();
  await snap(page, "outline");
  await page.getByRole("button", { name: "Approve outline" }).click();
  await page.getByRole("link", { name: "Review the text" }).click();

  await removePlaceholders(page);
  await expect(page.getByRole("button", { name: /Approve revision/ })).toBeEnabled();
  await snap(page, "text");
  await page.getByRole("button", { name: /Approve revision/ }).click();
  await expect(page.getByText(/Revision \d+ is approved/)).toBeVisible();
  await page.getByRole("link", { name: "Publish", exact: true }).last().click();

  await page.getByRole("link", { name: "Add a destination" }).click();
  await page.getByLabel("Name").fill("Our pages");
  await page.getByRole("button", { name: "Add destination" }).click();
  await expect(page.getByText("Our pages")).toBeVisible();
  await page.goBack();
  await page.reload();
  await page.getByRole("radio", { name: /Published page/ }).click();
  await page.getByRole("button", { name: "Publish now" }).click();
  await expect(page.getByText("Verified on the site")).toBeVisible({ timeout: 30_000 });

  await snap(page, "publish");
  const address = await page.getByRole("link", { name: /\/p\// }).getAttribute("href");
  const response = await page.goto(address ?? "");
  expect(response?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "The early apple harvest of 2025",
  );
  await expect(page.getByRole("heading", { name: "Sources" })).toBeVisible();
  await expect(page.getByText("412 tonnes").first()).toBeVisible();
  await snap(page, "page");
  const canonical = await page.locator('link[rel="canonical"]').getAttribute("href");
  expect(canonical).toBe(address);
  expect(problems).toEqual([]);
});

/** The digest leaves places for the team's own text; an approval wants them filled or gone. */
async function removePlaceholders(page: Page): Promise<void> {
  await expect(page.getByRole("textbox", { name: "Text of the article" })).toBeVisible();
  const blocked = page.getByText(/stops? the approval/);
  const approve = page.getByRole("button", { name: /Approve revision/ });
  await expect(blocked.or(approve).first()).toBeVisible();
  if (await approve.isVisible()) return;
  const editor = page.getByRole("textbox", { name: "Text of the article" });
  await editor.click();
  const workspace = await page.evaluate(async () => {
    const me = (await (await fetch("/api/v1/me")).json()) as {
      memberships: { workspace: { id: string } }[];
    };
    return me.memberships[0]?.workspace.id ?? "";
  });
  const articleId = page.url().split("/").at(-2) ?? "";
  await page.evaluate(
    async ({ api }) => {
      const list = (await (await fetch(`${api}/revisions`)).json()) as {
        data: { number: number; title: string; markdown: string; meta: object }[];
      };
      const latest = list.data[0];
      if (latest === undefined) return;
      const markdown = latest.markdown.replaceAll(
        /^\*Your text:[^\n]*\*$/gm,
        "We saw the same in our own orchards.",
      );
      await fetch(`${api}/revisions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          title: latest.title,
          markdown,
          meta: latest.meta,
          base_revision: latest.number,
        }),
      });
    },
    { api: `/api/v1/workspaces/${workspace}/articles/${articleId}` },
  );
  await page.reload();
}

import { type Browser, expect, type Page, test } from "@playwright/test";
import { requireAccessible } from "../support/accessible";
import { call } from "../support/article";
import { signUp } from "../support/person";
import { watchProblems } from "../support/problems";
import {
  furnishWorkspace,
  HOOK_URL,
  INVITED_EMAIL,
  PLANNED_DESTINATION,
  PUBLISHED_TITLE,
  WAITING_TITLE,
} from "../support/workspace";

// Guarantee: the pages of a workspace show what is there, can be reached and used by everybody, and
// do what they say: people come in and go, connections are checked, secrets are shown once.

const SIDEBAR = [
  ["Home", ""],
  ["Articles", "/articles"],
  ["Board", "/board"],
  ["Calendar", "/calendar"],
  ["Approvals", "/approvals"],
  ["Destinations", "/destinations"],
  ["Money", "/money"],
  ["Outbound", "/outbound"],
  ["Settings", "/settings"],
] as const;
const SETTINGS = [
  ["Members", "/members"],
  ["Hooks", "/hooks"],
  ["Audit trail", "/settings/audit"],
] as const;
const PASSWORD = "correct horse battery staple";

/** The workspace's path of whoever stands on one of its pages: `/w/…`. */
function baseOf(page: Page): string {
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}

async function invite(page: Page, base: string, email: string): Promise<string> {
  await page.goto(`${base}/members`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const shown = page.getByRole("status").filter({ hasText: `The link for ${email}` });
  await expect(shown).toBeVisible();
  const link = await shown.getByText(/^https?:/).textContent();
  expect(link).toContain("/sign-up?invite=");
  return link ?? "";
}

/** Does something as another person, in a browser of their own; logs nothing but what is `expected`. */
async function asSomebodyElse(
  browser: Browser,
  work: (page: Page) => Promise<void>,
  expected = /^$/,
): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems = watchProblems(page);
  await work(page);
  expect(problems.filter((problem) => !expected.test(problem))).toEqual([]);
  await context.close();
}

test("every page is in the menu, shows what is there and is for everybody", {
  tag: "@access",
}, async ({ page }) => {
  test.setTimeout(420_000);
  const problems = watchProblems(page);
  const { base, published, plannedAt } = await furnishWorkspace(page);

  await test.step("the menu leads to every page", async () => {
    await page.goto(base);
    const menu = page.getByRole("navigation", { name: "Main" });
    for (const [label, path] of SIDEBAR) {
      await menu.getByRole("link", { name: label }).click();
      await expect(page).toHaveURL(new RegExp(`${base}${path}$`));
      await expect(page.getByRole("heading", { name: label, level: 1 })).toBeVisible();
    }
    const tabs = page.getByRole("navigation", { name: "Settings" });
    for (const [label, path] of SETTINGS) {
      await tabs.getByRole("link", { name: label }).click();
      await expect(page).toHaveURL(new RegExp(`${base}${path}$`));
      await expect(page.getByRole("heading", { name: label, level: 1 })).toBeVisible();
    }
  });

  await test.step("home has the waiting decision as the next thing", async () => {
    await page.goto(base);
    const next = page.getByRole("region", { name: "Next" });
    await expect(next).toContainText(WAITING_TITLE);
    await next.getByRole("link", { name: "Review the outline" }).click();
    await expect(page.getByRole("button", { name: "Approve outline" })).toBeVisible();
  });

  await test.step("the board has each article under what it needs", async () => {
    await page.goto(`${base}/board`);
    const column = (name: string) =>
      page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, level: 2 }) });
    await expect(column("To decide")).toContainText(WAITING_TITLE);
    await expect(column("Published")).toContainText(PUBLISHED_TITLE);
    await expect(column("Published")).not.toContainText(WAITING_TITLE);
    const cards = column("To decide").getByRole("listitem");
    const overhang = await cards.first().evaluate((card) => {
      const { right } = card.getBoundingClientRect();
      const rights = [...card.querySelectorAll("*")].map(
        (one) => one.getBoundingClientRect().right,
      );
      return Math.max(...rights) - right;
    });
    expect(overhang, "what stands on a card stays on it").toBeLessThan(0);
  });

  await test.step("the calendar has what was published and what is planned", async () => {
    await page.goto(`${base}/calendar`);
    const entries = page.getByRole("table").getByRole("link", { name: PUBLISHED_TITLE });
    await expect(entries.filter({ hasText: "Our pages" })).toContainText("Verified on the site");
    await page.getByRole("link", { name: "Later" }).click();
    await expect(page.getByText(/Nothing is planned or published in/)).toBeVisible();
    await page.getByRole("link", { name: "This month" }).click();
    await expect(page).toHaveURL(new RegExp(`${base}/calendar$`));
    await page.goto(`${base}/calendar?month=${plannedAt.slice(0, 7)}`);
    const planned = entries.filter({ hasText: PLANNED_DESTINATION });
    await expect(planned).toContainText("Scheduled, verified");
    await expect(planned).not.toContainText("Verified on the site");
  });

  await test.step("approvals open the one that waits longest by a key", async () => {
    await page.goto(`${base}/approvals`);
    await expect(page.getByRole("main")).toContainText(WAITING_TITLE);
    await expect(page.getByRole("main")).not.toContainText(PUBLISHED_TITLE);
    await page.keyboard.press("o");
    await expect(page.getByRole("button", { name: "Approve outline" })).toBeVisible();
  });

  await test.step("Cmd-K finds an article by its title and opens it", async () => {
    await page.goto(`${base}/money`);
    await expect(page.getByRole("heading", { name: "Money", level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "Search" }).click();
    const finder = page.getByRole("combobox", { name: "Search and commands" });
    await finder.fill("APPLE HARV");
    await expect(page.getByRole("option", { name: PUBLISHED_TITLE })).toBeVisible();
    await finder.press("Enter");
    await expect(page).toHaveURL(new RegExp(published.base));
  });

  await test.step("a search in the list keeps what it looks for", async () => {
    await page.goto(`${base}/articles`);
    await page.getByRole("searchbox", { name: "Search titles" }).fill("warm");
    await page.getByRole("button", { name: "Search", exact: true }).last().click();
    await expect(page).toHaveURL(/\?query=warm$/);
    await expect(page.getByRole("table").getByRole("link", { name: WAITING_TITLE })).toBeVisible();
    await expect(page.getByRole("main")).not.toContainText(PUBLISHED_TITLE);
  });

  await test.step("the audit trail narrows to one kind", async () => {
    await page.goto(`${base}/settings/audit`);
    await page.getByLabel("What happened").selectOption({ label: "Text approved" });
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page).toHaveURL(/\?action=revision\.approved$/);
    await expect(page.getByRole("row")).toHaveCount(2);
    await expect(page.getByRole("rowheader")).toContainText("Text approved");
  });

  for (const [label, path] of [...SIDEBAR, ...SETTINGS]) {
    await test.step(`${label} is accessible`, async () => {
      await page.goto(`${base}${path}`);
      await expect(page.getByRole("heading", { name: label, level: 1 })).toBeVisible();
      await requireAccessible(page, label);
    });
  }
  for (const path of ["/account", "/workspaces/new"]) {
    await test.step(`${path} is accessible`, async () => {
      await page.goto(path);
      await requireAccessible(page, path);
    });
  }
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(problems).toEqual([]);
  expect((await call(page, "GET", "/api/v1/me")).status).toBe(200);
});

test("an invitation makes a stranger a member, who can be removed again", async ({
  page,
  browser,
}) => {
  const problems = watchProblems(page);
  await signUp(page);
  const base = baseOf(page);
  const email = `kim-${Date.now()}@example.org`;
  await page.goto(`${base}/members`);
  await expect(page.getByText(/^The only owner\. Make somebody else owner/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Leave|Make member)$/ })).toHaveCount(0);
  const link = await invite(page, base, email);
  await asSomebodyElse(
    browser,
    async (other) => {
      await other.goto(link);
      await expect(other.getByRole("heading", { level: 1 })).toContainText("Join");
      await requireAccessible(other, "invitation");
      await expect(other.getByLabel("E-mail address")).toHaveValue(email);
      await other.getByLabel("Your name").fill("Kim Guest");
      await other.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
      await other.getByRole("button", { name: "Create account and join" }).click();
      await expect(other).toHaveURL(new RegExp(`${base}$`));
      await expect(other.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
      await other.goto(`${base}/members`);
      await expect(other.getByRole("list", { name: "Members" })).toContainText("Kim Guest");
      await expect(other.getByText("Owners of the workspace invite people")).toBeVisible();
      await expect(other.getByRole("button", { name: "Leave" })).toBeVisible();
      await other.goto(`${base}/hooks`);
      await expect(other.getByText("Owners of the workspace see its hooks")).toBeVisible();

      await page.reload();
      await expect(page.getByRole("list", { name: "Invitations" })).toContainText("Accepted");
      const row = page.getByRole("list", { name: "Members" }).getByRole("listitem");
      const kim = row.filter({ hasText: "Kim Guest" });
      await kim.getByRole("button", { name: "Remove" }).click();
      const question = page.getByRole("alertdialog");
      await expect(question).toContainText("Remove Kim Guest?");
      await question.getByRole("textbox").fill("Kim Guest");
      await question.getByRole("button", { name: "Remove member" }).click();
      await expect(kim).toHaveCount(0);
      expect((await other.goto(base))?.status()).toBe(404);
      await other.goto(link);
      await expect(other.getByText("This invitation was used already.")).toBeVisible();
    },
    /status of 404/,
  );
  expect(problems).toEqual([]);
});

test("somebody with an account joins by one press, and only with their own invitation", async ({
  page,
  browser,
}) => {
  const problems = watchProblems(page);
  await signUp(page);
  const base = baseOf(page);
  await asSomebodyElse(browser, async (other) => {
    const { email } = await signUp(other);
    await other.goto(await invite(page, base, INVITED_EMAIL));
    await expect(other.getByText(`This invitation is for ${INVITED_EMAIL}.`)).toBeVisible();
    await other.goto(await invite(page, base, email));
    await requireAccessible(other, "join");
    await other.getByRole("button", { name: /^Join / }).click();
    await expect(other).toHaveURL(new RegExp(`${base}$`));
    await expect(other.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
  });
  await page.reload();
  await expect(page.getByRole("list", { name: "Members" }).getByRole("listitem")).toHaveCount(2);
  expect(problems).toEqual([]);
});

test("the sample is an article whose sources are read", async ({ page }) => {
  const problems = watchProblems(page);
  await signUp(page);
  await requireAccessible(page, "empty home");
  await page.getByRole("button", { name: "Try the sample" }).click();
  await expect(page).toHaveURL(/\/articles\/[0-9a-f-]{36}\/brief$/);
  await page.goto(page.url().replace(/brief$/, "sources"));
  await expect(page.getByText("Read", { exact: true })).toHaveCount(3);
  expect(problems).toEqual([]);
});

test("a destination says whether it answers, and takes another name", async ({ page }) => {
  const problems = watchProblems(page);
  await signUp(page);
  await page.goto(`${baseOf(page)}/destinations`);
  await page.getByLabel("Name").fill("Our pages");
  await page.getByRole("button", { name: "Add destination" }).click();
  const list = page.getByRole("list", { name: "Destinations" });
  await list.getByRole("button", { name: "Check connection" }).click();
  await expect(list.getByRole("status")).toContainText("Our pages answers");
  await list.getByRole("button", { name: "Rename" }).click();
  const dialog = page.getByRole("dialog", { name: "Rename the destination" });
  await dialog.getByLabel("Name").fill("Harvest pages");
  await dialog.getByRole("button", { name: "Save the name" }).click();
  await expect(dialog).toBeHidden();
  await expect(list).toContainText("Harvest pages");
  await list.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove destination" }).click();
  await expect(page.getByText("No destination yet")).toBeVisible();
  expect(problems).toEqual([]);
});

test("a hook's secret is shown once", async ({ page }) => {
  const problems = watchProblems(page);
  await signUp(page);
  await page.goto(`${baseOf(page)}/hooks`);
  await page.getByLabel("Address").fill(HOOK_URL);
  await page.getByRole("button", { name: "Add hook" }).click();
  const shown = page.getByRole("status").filter({ hasText: "The secret of the new hook" });
  const secret = (await shown.getByText(/^whsec_/).textContent()) ?? "";
  expect(secret.length).toBeGreaterThan("whsec_".length + 20);
  await expect(page.getByRole("list", { name: "Hooks" })).toContainText(HOOK_URL);
  await page.reload();
  await expect(page.getByRole("list", { name: "Hooks" })).toContainText(HOOK_URL);
  expect(await page.content()).not.toContain(secret);
  const row = page.getByRole("list", { name: "Hooks" }).getByRole("listitem");
  await row.getByRole("button", { name: "Turn off" }).click();
  await expect(row.getByText("Off", { exact: true })).toBeVisible();
  await row.getByRole("button", { name: "Turn on" }).click();
  await expect(row.getByText("Active")).toBeVisible();
  expect(problems).toEqual([]);
});

test("search engines find the key of a hook beside the pages that it vouches for", async ({
  page,
}) => {
  const problems = watchProblems(page);
  await signUp(page);
  await page.goto(`${baseOf(page)}/hooks?kind=indexnow`);
  await page.getByRole("tab", { name: "Tell search engines" }).click();
  await page.getByRole("button", { name: "Add hook" }).click();
  const place = page.getByRole("list", { name: "Hooks" }).getByText(/^Key file/);
  const [, path = "", key = ""] =
    /(\/p\/.+\/(.+)\.txt)$/.exec((await place.textContent()) ?? "") ?? [];
  const file = await page.request.get(path);
  expect([file.status(), await file.text()]).toEqual([200, key]);
  expect((await page.request.get(path.replace(key, "no-such-key"))).status()).toBe(404);
  await page.getByRole("tab", { name: "Run a program" }).click();
  await expect(page.getByText("allows no programs")).toBeVisible();
  await requireAccessible(page, "hooks with a key");
  expect(problems).toEqual([]);
});

test("a workspace takes another name, and its addresses stay", async ({ page }) => {
  const problems = watchProblems(page);
  await signUp(page);
  const base = baseOf(page);
  await page.goto(`${base}/settings`);
  await page.getByLabel("Name", { exact: true }).fill("Harvest desk");
  await page.getByRole("button", { name: "Save the name" }).click();
  await expect(page.getByRole("button", { name: /Harvest desk/ })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${base}/settings$`));
  expect(problems).toEqual([]);
});

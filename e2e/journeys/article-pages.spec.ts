import { expect, type Page, test } from "@playwright/test";
import { requireAccessible } from "../support/accessible";
import { call, type StagedArticle, saveText, stageArticle } from "../support/article";
import { watchProblems } from "../support/problems";

// Guarantees about the pages of one article: they are accessible, work by keyboard, take images and lose
// nothing that was typed.

const PARTS = ["sources", "brief", "outline", "text", "publish", "receipt"];
/** One red pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

const editorOf = (page: Page) => page.getByRole("textbox", { name: "Text of the article" });

/** Opens the text of an article and types at its end, as the next words. */
async function typeAtEnd(page: Page, article: StagedArticle, words: string): Promise<void> {
  await page.goto(`${article.base}/text`);
  await editorOf(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}

async function givenHosted(page: Page, article: StagedArticle): Promise<void> {
  const made = await call(page, "POST", `${article.workspaceApi}/destinations`, {
    kind: "hosted",
    name: "Our pages",
  });
  expect(made.status).toBe(201);
}

test("every page of an article passes axe, in both colours, on a desk and on a phone", {
  tag: "@access",
}, async ({ page }) => {
  test.slow();
  const problems = watchProblems(page);
  const article = await stageArticle(page, "approved");
  await givenHosted(page, article);
  for (const part of PARTS) {
    await page.goto(`${article.base}/${part}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await requireAccessible(page, part);
  }
  expect(problems).toEqual([]);
});

test("the outline gate works by keyboard: a section moves, the outline is approved", async ({
  page,
}) => {
  const article = await stageArticle(page, "outline");
  await page.goto(`${article.base}/outline`);
  const first = page.getByRole("textbox", { name: "Heading of section 1" });
  const heading = await first.inputValue();
  await page.getByRole("button", { name: "Move section 1 down" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Heading of section 2" })).toHaveValue(heading);
  await page.getByRole("button", { name: "Approve outline" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Review the text" })).toBeVisible({
    timeout: 60_000,
  });
});

test("what one person types stays when another saves first, and over a reload", async ({
  page,
}) => {
  const article = await stageArticle(page, "text");
  await typeAtEnd(page, article, "Typed by me.");
  await saveText(page, article, (markdown) => `Written by somebody else.\n\n${markdown}`);
  await page.getByRole("button", { name: "Save as new revision" }).click();
  await expect(page.getByText(/Somebody saved revision \d+ meanwhile/)).toBeVisible();
  await expect(page.getByText("Typed by me.").first()).toBeVisible();
  await page.getByRole("button", { name: /Keep mine/ }).click();
  await expect(page.getByText(/All saved in revision/)).toBeVisible();

  await editorOf(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" And not saved.");
  await expect(page.getByText(/Not saved yet/)).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Restore your unsaved text" }).click();
  await page.getByRole("button", { name: "Save as new revision" }).click();
  await expect(page.getByText(/All saved in revision/)).toBeVisible();
  const list = await call(page, "GET", `${article.api}/revisions`);
  const [latest] = list.body["data"] as { markdown: string }[];
  expect(latest?.markdown).toMatch(/Typed by me\.\s+And not saved\./);
});

test("a passage of a source is found and cited at the cursor, without the mouse", async ({
  page,
}) => {
  const article = await stageArticle(page, "text");
  await typeAtEnd(page, article, "Cold nights came late.");
  await page.keyboard.press("ControlOrMeta+Alt+c");
  const search = page.getByRole("combobox", { name: "Search the sources" });
  await search.fill("no passage has this");
  await expect(page.getByText("No passage has all of these words.")).toBeVisible();
  await search.fill("tonnes");
  const first = page.getByRole("option").first();
  await expect(first).toContainText("tonnes");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Save as new revision" }).click();
  await expect(page.getByText(/All saved in revision/)).toBeVisible();
  const list = await call(page, "GET", `${article.api}/revisions`);
  const [latest] = list.body["data"] as { markdown: string }[];
  expect(latest?.markdown).toMatch(/Cold nights came late\.\s?\[\^\d+\]/);
});

test("a finished run is taken up from a chosen step, and what was approved stays", async ({
  page,
}) => {
  const article = await stageArticle(page, "approved");
  await page.goto(`${article.base}/outline`);
  const steps = page.getByRole("list", { name: "Steps of this run" });
  await page.getByRole("button", { name: "Do a step again" }).click();
  await page.getByRole("menuitem", { name: "Write the text…" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Take the run up again from “Write the text”?");
  await question.getByRole("button", { name: "Do it again" }).click();
  await expect(page.getByRole("link", { name: "Review the text" })).toBeVisible({
    timeout: 60_000,
  });
  await expect(steps.getByRole("listitem").filter({ hasText: "Write the text" })).toContainText(
    "attempt 2",
  );
  await expect(
    steps.getByRole("listitem").filter({ hasText: "Write the outline" }),
  ).not.toContainText("attempt");
  const { body } = await call(page, "GET", `${article.api}/revisions`);
  expect((body["data"] as unknown[]).length).toBeGreaterThanOrEqual(3);
});

test("whoever asks for changes says what, and the next editor reads it", async ({ page }) => {
  const article = await stageArticle(page, "text");
  await page.goto(`${article.base}/text`);
  await page.getByRole("button", { name: "Request changes" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What should change?").fill("Say where the orchards are.");
  await dialog.getByRole("button", { name: "Request changes" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Changes were requested: Say where the orchards are.")).toBeVisible();
});

test("the exact request follows the destination and the mode, and nothing is sent by looking", async ({
  page,
}) => {
  const article = await stageArticle(page, "approved");
  await givenHosted(page, article);
  const made = await call(page, "POST", `${article.workspaceApi}/destinations`, {
    kind: "webhook",
    name: "Our hook",
    url: "https://example.org/hook",
    credentials: { secret: "whsec_c2VjcmV0" },
  });
  expect(made.status).toBe(201);
  await page.goto(`${article.base}/publish`);
  const request = page.getByRole("region", { name: "The exact request" });
  const destination = page.getByLabel("Destination", { exact: true });
  await destination.selectOption({ label: "Our pages (hosted)" });
  await expect(request).toContainText("PUT ");
  await expect(request).toContainText('"state": "draft"');
  await page.getByRole("radio", { name: /Published page/ }).click();
  await expect(request).toContainText('"state": "published"');
  await destination.selectOption({ label: "Our hook (webhook)" });
  await expect(request).toContainText("POST https://example.org/hook");
  await expect(request).not.toContainText("c2VjcmV0");

  await page.goto(`${article.base}/publish?as=schedule`);
  const time = page.getByLabel("Publish at");
  await expect(time).not.toHaveValue("");
  expect(new Date(await time.inputValue()).getTime()).toBeGreaterThan(Date.now());
  const { body } = await call(page, "GET", `${article.api}/publications`);
  expect(body["data"]).toEqual([]);
});

test("the receipt has the money of each step and what was read back, and prints without the frame", async ({
  page,
}) => {
  const article = await stageArticle(page, "approved");
  const made = await call(page, "POST", `${article.workspaceApi}/destinations`, {
    kind: "hosted",
    name: "Our pages",
  });
  const wish = { destination_id: made.body["id"], mode: "publish" };
  await call(page, "POST", `${article.api}/publications`, wish);
  await expect
    .poll(async () => {
      const { body } = await call(page, "GET", `${article.api}/publications`);
      return (body["data"] as { status: string }[])[0]?.status;
    })
    .toBe("verified");
  await page.goto(`${article.base}/receipt`);
  await expect(page.getByText(/^The same as the approved text/)).toBeVisible();
  const steps = page.getByRole("table", { name: "Steps" });
  await expect(steps.getByRole("row", { name: /^Write the text/ })).toContainText("source-digest");
  await expect(steps.getByRole("row", { name: /^In all/ })).toContainText("$0.00");
  await expect(page.getByRole("link", { name: /transactions in the book/ })).toHaveAttribute(
    "href",
    /\/money$/,
  );
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(steps).toBeVisible();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Print receipt" })).toBeHidden();
});

test("an image goes from the disk into the text and onto the published page", async ({ page }) => {
  const article = await stageArticle(page, "text");
  await givenHosted(page, article);
  await page.goto(`${article.base}/text`);
  await editorOf(page).click();
  await page.keyboard.press("Control+Home");
  await page.getByRole("button", { name: "Insert an image" }).click();
  await page
    .getByLabel("Image", { exact: true })
    .setInputFiles({ name: "red.png", mimeType: "image/png", buffer: PNG });
  await page.getByLabel("What the image shows").fill("A red square");
  await page.getByRole("button", { name: "Upload image" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Save as new revision" }).click();
  await expect(page.getByText(/All saved in revision/)).toBeVisible();
  await page.getByRole("tab", { name: "Preview" }).click();
  await requireLoaded(page);

  const { body } = await call(page, "GET", article.api);
  const decision = { revision: body["revision"], decision: "approve" };
  expect((await call(page, "POST", `${article.api}/approvals`, decision)).status).toBe(201);
  await page.goto(`${article.base}/publish`);
  await page.getByRole("radio", { name: /Published page/ }).click();
  await page.getByRole("button", { name: "Publish now" }).click();
  await expect(page.getByText("Verified on the site")).toBeVisible({ timeout: 60_000 });
  const address = await page.getByRole("link", { name: /\/p\// }).getAttribute("href");
  await page.context().clearCookies();
  await page.goto(address ?? "");
  await requireLoaded(page);
});

async function requireLoaded(page: Page): Promise<void> {
  const image = page.getByRole("img", { name: "A red square" });
  await expect(image).toBeVisible();
  await expect
    .poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth))
    .toBe(1);
}

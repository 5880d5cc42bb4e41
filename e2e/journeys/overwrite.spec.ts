import { expect, type Page, test } from "@playwright/test";
import { startWordPressPeer, type WordPressPeer } from "@/test/peers/cms";
import { requireAccessible } from "../support/accessible";
import { call, type StagedArticle, stageArticle } from "../support/article";
import { CMS_PORT } from "../support/ports";
import { watchProblems } from "../support/problems";

// Guarantee: what somebody changed on the team's own site stays until a person says, in a second step,
// that it may go; then the page there is the approved text again.

const THEIRS = "<p>Corrected by the web team.</p>";

let site: WordPressPeer;

test.beforeEach(async () => {
  site = await startWordPressPeer({ port: CMS_PORT });
});
test.afterEach(() => site.close());

async function givenSite(page: Page, article: StagedArticle): Promise<void> {
  const made = await call(page, "POST", `${article.workspaceApi}/destinations`, {
    kind: "wordpress",
    name: "Team site",
    url: site.url,
    credentials: { username: site.username, application_password: site.password },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
}

/** The one post that readers can see. */
function pageOnSite() {
  const live = site.posts.filter(({ status }) => status === "publish");
  const [post] = live;
  if (post === undefined || live.length > 1) throw new Error(`There are ${live.length} posts.`);
  return post;
}

test("a copy that was changed on the site is kept, shown as a conflict, and overwritten when told", async ({
  page,
}) => {
  const problems = watchProblems(page);
  const article = await stageArticle(page, "approved");
  await givenSite(page, article);
  await page.goto(`${article.base}/publish`);
  await page.getByRole("radio", { name: /Published page/ }).click();
  await page.getByRole("button", { name: "Publish now" }).click();
  const copies = page.getByRole("list", { name: "Copies of this article" });
  await expect(copies.getByText("Verified on the site")).toBeVisible();
  const { id, content: approved } = pageOnSite();

  site.edit(String(id), { content: `${THEIRS}\n${approved}` });
  await page.getByRole("button", { name: "Publish now" }).click();
  await expect(copies.getByText("Conflict")).toBeVisible();
  await expect(copies.getByText("Somebody changed the copy on Team site.")).toBeVisible();
  await expect(copies.getByText("Nothing was written over.")).toBeVisible();
  expect(pageOnSite().content).toContain(THEIRS);
  await requireAccessible(page, "conflict");

  await copies.getByRole("button", { name: /Send revision \d+ again/ }).click();
  await expect.poll(() => stateOf(page, article)).toEqual({ status: "conflict", attempts: 3 });
  expect(pageOnSite().content).toContain(THEIRS);
  await page.reload();

  await copies.getByRole("button", { name: "Overwrite with ours" }).click();
  const question = page.getByRole("alertdialog", { name: "Overwrite the copy on Team site?" });
  await expect(question).toContainText("What was changed there will be gone");
  await question.getByRole("button", { name: "Overwrite with ours" }).click();
  await expect(copies.getByText("Verified on the site")).toBeVisible();
  await expect(copies.getByText("Conflict")).toHaveCount(0);
  expect(pageOnSite()).toMatchObject({ id, content: approved });
  expect(problems).toEqual([]);
});

/** What the API says of the one copy. */
async function stateOf(page: Page, article: StagedArticle): Promise<unknown> {
  const { body } = await call(page, "GET", `${article.api}/publications`);
  const [copy] = body["data"] as { status: string; attempts: unknown[] }[];
  return { status: copy?.status, attempts: copy?.attempts.length };
}

import { expect, type Page } from "@playwright/test";
import { SOURCES, signUp } from "./person";

/** How far an article is brought: to its outline gate, to a text that waits, or to an approved text. */
export type ArticleStage = "sources" | "outline" | "text" | "approved";

export interface StagedArticle {
  /** Of its pages: `/w/…/articles/{id}`. */
  readonly base: string;
  /** Of its workspace: `/api/v1/workspaces/{id}`. */
  readonly workspaceApi: string;
  /** Of the article: `…/articles/{id}`. */
  readonly api: string;
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Calls the API as the page's person does. */
export async function call(
  page: Page,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  return page.evaluate(
    async ([verb, address, text]) => {
      const response = await fetch(address, {
        method: verb,
        headers: {
          ...(text === null ? {} : { "content-type": "application/json" }),
          ...(verb === "POST" ? { "idempotency-key": crypto.randomUUID() } : {}),
        },
        body: text,
      });
      const answer = await response.text();
      return {
        status: response.status,
        body: answer === "" ? {} : (JSON.parse(answer) as Record<string, unknown>),
      };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );
}

/** A new person with an article of three own texts, brought to a stage through the API. */
export async function stageArticle(page: Page, stage: ArticleStage): Promise<StagedArticle> {
  await signUp(page);
  const slug = new URL(page.url()).pathname.split("/")[2] ?? "";
  const me = await call(page, "GET", "/api/v1/me");
  const [membership] = me.body["memberships"] as { workspace: { id: string } }[];
  const workspaceApi = `/api/v1/workspaces/${membership?.workspace.id ?? ""}`;
  const sources = SOURCES.map(({ title, text }) => ({ title, text, is_own: true }));
  const created = await call(page, "POST", `${workspaceApi}/articles`, {
    title: "The early apple harvest of 2025",
    brief: { topic: "The early apple harvest of 2025", sources },
  });
  expect(created.status).toBe(201);
  const id = String(created.body["id"]);
  const article = {
    base: `/w/${slug}/articles/${id}`,
    workspaceApi,
    api: `${workspaceApi}/articles/${id}`,
  };
  await expect
    .poll(async () => {
      const { body } = await call(page, "GET", `${article.api}/sources`);
      return (body["data"] as { status: string }[]).every(({ status }) => status === "ready");
    })
    .toBe(true);
  if (stage !== "sources") await writeArticle(page, article, stage);
  return article;
}

async function writeArticle(
  page: Page,
  article: StagedArticle,
  stage: Exclude<ArticleStage, "sources">,
): Promise<void> {
  const started = await call(page, "POST", `${article.api}/runs`, {
    writer: { provider: "builtin", model: "source-digest" },
  });
  expect(started.status).toBe(202);
  const run = `${article.workspaceApi}/runs/${String(started.body["id"])}`;
  await waitFor(page, run, "outline");
  if (stage === "outline") return;
  await call(page, "POST", `${run}/outline`, { decision: "approve" });
  await waitFor(page, run, "review");
  const revision = await saveText(page, article, (markdown) =>
    markdown.replaceAll(/^\*Your text:[^\n]*\*$/gm, "We saw the same in our own orchards."),
  );
  if (stage === "text") return;
  const approved = await call(page, "POST", `${article.api}/approvals`, {
    revision,
    decision: "approve",
  });
  expect(approved.status).toBeLessThan(300);
}

async function waitFor(page: Page, run: string, gate: string): Promise<void> {
  await expect
    .poll(async () => (await call(page, "GET", run)).body["waiting_for"], { timeout: 60_000 })
    .toBe(gate);
}

/** Saves a changed text as the next revision, as somebody else would; returns its number. */
export async function saveText(
  page: Page,
  article: StagedArticle,
  change: (markdown: string) => string,
): Promise<number> {
  const list = await call(page, "GET", `${article.api}/revisions`);
  const [latest] = list.body["data"] as {
    number: number;
    title: string;
    markdown: string;
    meta: object;
  }[];
  if (latest === undefined) throw new Error("There is no text to change.");
  const saved = await call(page, "POST", `${article.api}/revisions`, {
    title: latest.title,
    markdown: change(latest.markdown),
    meta: latest.meta,
    base_revision: latest.number,
  });
  return Number(saved.body["number"]);
}

import { expect, type Page } from "@playwright/test";
import { call, type StagedArticle, stageArticle } from "./article";
import { SOURCES } from "./person";

/** A workspace in use, made through the API by the page's person. */
export interface FurnishedWorkspace {
  /** Of its pages: `/w/…`. */
  readonly base: string;
  /** Of the workspace: `/api/v1/workspaces/{id}`. */
  readonly api: string;
  /** Its published article, which is planned for a second destination as well. */
  readonly published: StagedArticle;
  /** When that copy is to be public, RFC 3339. */
  readonly plannedAt: string;
}

export const PUBLISHED_TITLE = "The early apple harvest of 2025";
export const WAITING_TITLE = "Storing apples that were picked warm";
export const PLANNED_DESTINATION = "Members' pages";
export const HOOK_URL = "https://hooks.example.org/autoink";
export const INVITED_EMAIL = "kim@example.org";
const HOUR_MS = 60 * 60 * 1000;

/** An article that is published and planned, one that waits for a decision, two destinations, a hook, an invitation. */
export async function furnishWorkspace(page: Page): Promise<FurnishedWorkspace> {
  const published = await stageArticle(page, "approved");
  const api = published.workspaceApi;
  const site = await make(page, `${api}/destinations`, { kind: "hosted", name: "Our pages" });
  const other = await make(page, `${api}/destinations`, {
    kind: "hosted",
    name: PLANNED_DESTINATION,
  });
  await make(page, `${api}/hooks`, { kind: "http", url: HOOK_URL });
  await make(page, `${api}/invitations`, { email: INVITED_EMAIL, role: "member" });
  const publications = `${published.api}/publications`;
  const sent = await make(page, publications, { destination_id: site, mode: "publish" });
  const plannedAt = new Date(Date.now() + HOUR_MS).toISOString();
  const planned = await make(page, publications, {
    destination_id: other,
    mode: "publish",
    scheduled_at: plannedAt,
  });
  for (const id of [sent, planned])
    await waitFor(page, `${api}/publications/${id}`, "status", "verified");
  await stageWaiting(page, api);
  const base = published.base.replace(/\/articles\/.*/, "");
  return { base, api, published, plannedAt };
}

async function stageWaiting(page: Page, api: string): Promise<void> {
  const article = await make(page, `${api}/articles`, {
    title: WAITING_TITLE,
    brief: {
      topic: WAITING_TITLE,
      sources: SOURCES.map(({ title, text }) => ({ title, text, is_own: true })),
    },
  });
  const sources = `${api}/articles/${article}/sources`;
  await expect
    .poll(async () => {
      const answer = await call(page, "GET", sources);
      return (answer.body["data"] as { status: string }[]).every(
        ({ status }) => status === "ready",
      );
    })
    .toBe(true);
  const run = await make(page, `${api}/articles/${article}/runs`, {
    writer: { provider: "builtin", model: "source-digest" },
  });
  await waitFor(page, `${api}/runs/${run}`, "waiting_for", "outline");
}

async function make(page: Page, path: string, body: unknown): Promise<string> {
  const answer = await call(page, "POST", path, body);
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return String(answer.body["id"]);
}

async function waitFor(page: Page, path: string, field: string, value: string): Promise<void> {
  await expect
    .poll(async () => (await call(page, "GET", path)).body[field], { timeout: 60_000 })
    .toBe(value);
}

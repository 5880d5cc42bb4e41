import { expect, test } from "@playwright/test";
import { type AiPeer, startAiPeer } from "@/test/peers/ai";
import { COST, USAGE, WRITER } from "@/test/writer";
import { call, stageArticle } from "../support/article";
import { SOURCES } from "../support/person";
import { AI_PORT } from "../support/ports";
import { watchProblems } from "../support/problems";

// Guarantee: with a model of the team's own server in place of the digest the way to the page is the
// same, the price stands there before, and the receipt has what the server counted, to the nano-dollar.

const QUOTE = "The harvest began on 14 August 2025, nine days earlier than the year before.";
const OUTLINE = JSON.stringify({
  title: "The early apple harvest of 2025",
  sections: [{ heading: "Nine days early", intent: null, evidence: [{ source: 1, quote: QUOTE }] }],
});
const DRAFT = JSON.stringify({
  title: "The early apple harvest of 2025",
  description: "The cooperative began nine days earlier than in the year before. What it means.",
  markdown: "## Nine days early\n\nPickers began on 14 August 2025, nine days early.[^1]",
  citations: [{ key: "1", source: 1, quote: QUOTE }],
});

let peer: AiPeer;
test.beforeAll(async () => {
  peer = await startAiPeer({
    vendor: "openai-compatible",
    port: AI_PORT,
    models: [WRITER.model],
    delayMs: 20,
    script: ({ prompt }) => ({
      kind: "ok",
      text: prompt.includes("Write an outline") ? OUTLINE : DRAFT,
      usage: USAGE,
    }),
  });
});
test.afterAll(() => peer.close());

test("an article by a model of the team's own server, with a receipt to the nano-dollar", async ({
  page,
}) => {
  const problems = watchProblems(page);
  const article = await stageArticle(page, "sources");
  const before = await call(page, "GET", `${article.workspaceApi}/wallet`);

  await page.goto(`${article.base}/brief`);
  await page.getByRole("radio", { name: new RegExp(WRITER.model) }).click();
  await expect(page.getByText("What it may cost at most")).toBeVisible();
  await page.getByRole("button", { name: "Create outline" }).click();
  await expect(page.getByRole("button", { name: "Approve outline" })).toBeEnabled();
  await page.getByRole("button", { name: "Approve outline" }).click();
  await page.getByRole("link", { name: "Review the text" }).click();
  await page.getByRole("button", { name: /Approve revision/ }).click();
  await expect(page.getByText(/Revision \d+ is approved/)).toBeVisible();
  expect(peer.requests.map(({ model }) => model)).toEqual([WRITER.model, WRITER.model]);
  expect(peer.requests[0]?.prompt).toContain(SOURCES[0]?.title);

  await page.goto(`${article.base}/receipt`);
  const sums = page.getByRole("row", { name: /In all/ });
  await expect(sums).toContainText(`$${usd(COST * 2n)}`);
  await expect(page.getByRole("row", { name: /^Write the text/ })).toContainText(`$${usd(COST)}`);
  const after = await call(page, "GET", `${article.workspaceApi}/wallet`);
  const balance = (answer: typeof after): bigint => BigInt(String(answer.body["balance_nanos"]));
  expect(balance(before) - balance(after)).toBe(COST * 2n);
  expect(after.body["held_nanos"]).toBe("0");
  expect(problems).toEqual([]);
});

function usd(nanos: bigint): string {
  return `0.${nanos.toString().padStart(9, "0")}`.replace(/0+$/, "");
}

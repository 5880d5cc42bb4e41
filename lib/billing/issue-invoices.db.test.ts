import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { exportChain, getWallet, post } from "@/lib/ledger";
import { startRun } from "@/lib/pipeline";
import { clock, setClock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { drain } from "@/test/drive";
import { givenArticle, refusal, toReview } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { COST, startWriterPeer, WRITER, WRITER_PRICES } from "@/test/writer";
import {
  findInvoices,
  getInvoice,
  getInvoicePdf,
  issueOwnInvoices,
  setBillingDetails,
} from "./index";
import { endOf, periodAfter, periodOf } from "./invoice-period";
import { findDueWorkspaces } from "./issue-invoices";

// Guarantee: each month that is over has one invoice, numbered without a gap, which adds up to the nano-dollar, names
// the end of the book that it was made from, and is never changed.

const GRANT = 5_000_000_000n;
const HOUR_MS = 60 * 60 * 1000;
const THIS = periodOf(new Date());

beforeAll(async () => {
  const peer = await startWriterPeer();
  vi.stubEnv("OPENAI_COMPATIBLE_BASE_URL", peer.url);
  vi.stubEnv("OPENAI_COMPATIBLE_MODELS", WRITER_PRICES);
  return async () => {
    await peer.close();
    vi.unstubAllEnvs();
  };
});

let restore: () => void = () => undefined;
afterEach(() => restore());

/** Moves to an hour after the end of a month. */
function goTo(period: string): void {
  const now = new Date(endOf(period).getTime() + HOUR_MS);
  restore = setClock({ now: () => now });
}
const FIRST_PAGE = { limit: 50, after: null };
const issue = async ({ actor }: World) => {
  const [summary] = await issueOwnInvoices(actor);
  return getInvoice(actor, summary?.id ?? "");
};

describe("an invoice", () => {
  it("is issued once, after its month is over, and says what the book says", async () => {
    const world = await givenWorkspace();
    const { actor } = world;
    expect(await issueOwnInvoices(actor)).toEqual([]);
    expect(await findDueWorkspaces(clock.now())).not.toContain(actor.workspaceId);
    await setBillingDetails(actor, { name: "Ink Ltd", address: "1 Quay\nPort", tax_id: "X 1" });
    goTo(THIS);
    expect(await findDueWorkspaces(clock.now())).toContain(actor.workspaceId);
    const answers = await Promise.all([issueOwnInvoices(actor), issueOwnInvoices(actor)]);
    const [summary, ...more] = answers.flat();
    expect(more).toEqual([]);
    expect(await findDueWorkspaces(clock.now())).not.toContain(actor.workspaceId);
    const invoice = await getInvoice(actor, summary?.id ?? "");
    const chain = await exportChain(world.inWorkspace, actor.workspaceId);
    const pieces: Uint8Array[] = [];
    for await (const piece of chain ?? []) pieces.push(piece);
    expect(invoice).toMatchObject({
      ...summary,
      period: THIS,
      opening_nanos: "0",
      paid_in: [{ seq: "1", kind: "grant", nanos: String(GRANT) }],
      usage_by_article: [],
      closing_nanos: String(GRANT),
      recipient: { name: "Ink Ltd", address: "1 Quay\nPort", tax_id: "X 1" },
      first_seq: "1",
      last_seq: "1",
      head_hash: Buffer.concat(pieces).subarray(-32).toString("hex"),
    });
    expect(await findInvoices(actor, FIRST_PAGE)).toEqual({ data: [summary], next_cursor: null });
  });

  it("goes on where the one before ended; a month without movements has none", async () => {
    const world = await givenWorkspace();
    const { actor } = world;
    goTo(THIS);
    const first = await issue(world);
    expect(await issueOwnInvoices(actor)).toEqual([]);
    // It is booked in a month that has its invoice already: the next one tells of it.
    await withSystem((tx) =>
      post(tx, actor.workspaceId, {
        id: newId(),
        kind: "adjustment",
        memo: "",
        lines: [{ debit: "wallet", credit: "variance", amountNanos: 7n }],
      }),
    );
    expect(await issueOwnInvoices(actor)).toEqual([]);
    goTo(periodAfter(THIS));
    const second = await issue(world);
    expect(second).toMatchObject({
      period: periodAfter(THIS),
      opening_nanos: first.closing_nanos,
      paid_in: [{ kind: "adjustment", nanos: "-7" }],
      closing_nanos: String(GRANT - 7n),
      first_seq: "2",
      last_seq: "2",
    });
    expect(second.number).toBeGreaterThan(first.number);
  });

  it("is numbered without a gap, whoever issues at once", async () => {
    const worlds = await Promise.all([1, 2, 3].map(() => givenWorkspace()));
    goTo(THIS);
    await Promise.all(worlds.map(({ actor }) => issueOwnInvoices(actor)));
    const rows = await withSystem((tx) => tx.invoice.findMany({ select: { number: true } }));
    const numbers = rows.map(({ number }) => number).toSorted((one, other) => one - other);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it("is another workspace's secret, and not issued by a member", async () => {
    const [mine, theirs] = await Promise.all([givenWorkspace(), givenWorkspace()]);
    goTo(THIS);
    const { id } = await issue(theirs);
    expect(await refusal(getInvoice(mine.actor, id))).toBe("not_found");
    expect(await refusal(issueOwnInvoices({ ...mine.actor, role: "member" }))).toBe("forbidden");
  });
});

it("has work by article and by model, as the wallet paid for it, and as a PDF", async () => {
  const world = await givenWorkspace();
  const { actor } = world;
  const articleId = await givenArticle(world);
  await drain(world);
  const { id: runId } = await startRun(actor, articleId, newId(), { writer: WRITER });
  await drain(world);
  await toReview(world, runId);
  const { balanceNanos } = await world.inWorkspace((tx) => getWallet(tx, actor.workspaceId));
  goTo(THIS);
  const invoice = await issue(world);
  const nanos = String(COST * 2n);
  expect(invoice).toMatchObject({
    usage_nanos: nanos,
    closing_nanos: String(balanceNanos),
    usage_by_article: [{ article_id: articleId, runs: 1, nanos }],
    usage_by_model: [{ ...WRITER, calls: 2, nanos }],
  });
  const { fileName, bytes } = await getInvoicePdf(actor, invoice.id);
  expect(fileName).toBe(`invoice-${invoice.number}-${THIS}.pdf`);
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe("%PDF-");
});

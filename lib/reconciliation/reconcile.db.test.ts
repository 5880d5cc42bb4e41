import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  ReconciledCall,
  ReconciledDay,
  ReconciledProvider,
} from "@/app/api/v1/_openapi/views-reconciliation";
import { post } from "@/lib/ledger";
import { withSystem, withSystemSnapshot } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import { addDays, dayOf, startOf } from "@/lib/platform/utc-day";
import { ANTHROPIC_ADMIN_KEY, startAnthropicBills } from "@/test/peers/vendor-bills/anthropic";
import { DEEPSEEK_KEY, startDeepSeekBills } from "@/test/peers/vendor-bills/deepseek";
import { OPENAI_ADMIN_KEY, startOpenAiBills } from "@/test/peers/vendor-bills/openai";
import { type GivenCall, givenStep, itIs, ourTime, USD } from "@/test/reconciliation";
import { refusal } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { checkProvider } from "./check-provider";
import { findDayCalls } from "./find-day-calls";
import { findProviderDays, findProviders } from "./find-reconciliation";
import { enterInvoice } from "./invoices";
import { findOurDays } from "./our-costs";
import { InvoiceInput, PROVIDERS, type Provider } from "./schema";

// Guarantee: what a vendor says is kept as it said it, what differs is told of once, and nothing is corrected.
// The whole file lives in a year of its own, so that no other file's calls are in its days.

const now = ourTime;
const [anthropic, openai, deepseek] = await Promise.all([
  startAnthropicBills({ now }),
  startOpenAiBills({ now }),
  startDeepSeekBills({ now }),
]);
vi.stubEnv("ANTHROPIC_ADMIN_KEY", ANTHROPIC_ADMIN_KEY);
vi.stubEnv("ANTHROPIC_ADMIN_BASE_URL", anthropic.url);
vi.stubEnv("OPENAI_ADMIN_KEY", OPENAI_ADMIN_KEY);
vi.stubEnv("OPENAI_ADMIN_BASE_URL", openai.url);
vi.stubEnv("DEEPSEEK_API_KEY", DEEPSEEK_KEY);
vi.stubEnv("DEEPSEEK_BASE_URL", deepseek.url);

let world: World;
let call: (given: GivenCall) => Promise<void>;
beforeAll(async () => {
  world = await givenWorkspace();
  call = await givenStep(world);
});
afterAll(async () => {
  await Promise.all([anthropic, openai, deepseek].map((peer) => peer.close()));
});

/** The days of a vendor as they are judged now: day, state, ours and theirs in cents, revision. */
async function judged(provider: Provider, from: string) {
  const rows = await withSystem((tx) =>
    tx.providerDay.findMany({
      where: { provider, day: { gte: startOf(from) } },
      distinct: ["day"],
      orderBy: [{ day: "asc" }, { revision: "desc" }],
    }),
  );
  const cents = (nanos: bigint | null) => (nanos === null ? null : Number(nanos / (USD / 100n)));
  return rows.map(({ day, state, oursNanos, theirsNanos, revision }) => [
    day.toISOString().slice(5, 10),
    state,
    cents(oursNanos),
    cents(theirsNanos),
    revision,
  ]);
}

async function openAlerts(provider: Provider) {
  const alerts = await withSystem((tx) =>
    tx.reconciliationAlert.findMany({ where: { provider, closedAt: null } }),
  );
  return alerts.map(({ kind, subject }) => `${kind} ${subject}`.trim()).sort();
}

const readingsOf = (provider: Provider) =>
  withSystem((tx) => tx.billReading.findMany({ where: { provider }, orderBy: { readAt: "asc" } }));

const check = (provider: Provider, isAsked = true) => checkProvider(provider, isAsked);

describe("a vendor that tells what each day cost", () => {
  it("matches, drifts and is corrected; each finding is told of once and nothing before is lost", async () => {
    const told = vi.spyOn(log, "error");
    await call({ provider: "anthropic", finishedAt: "2041-03-01T12:00:00Z", costNanos: 10n * USD });
    await call({ provider: "anthropic", finishedAt: "2041-03-02T23:59:59Z", costNanos: 4n * USD });
    const { spent } = anthropic.book;
    spent.set("2041-03-01", ["9.99", "0.02"]);
    spent.set("2041-03-02", ["5"]);
    itIs("2041-03-04T00:17:00Z");
    await check("anthropic", false);
    expect(await judged("anthropic", "2041-03-01")).toEqual([
      ["03-01", "matched", 1000, 1001, 1],
      ["03-02", "drift", 400, 500, 1],
      ["03-03", "matched", 0, 0, 1],
    ]);
    expect(await openAlerts("anthropic")).toEqual(["day_drift 2041-03-02", "week_drift"]);
    expect(told.mock.calls.map(([event]) => event)).toEqual(Array(2).fill("reconciliation.alert"));

    await check("anthropic", false);
    expect(await readingsOf("anthropic")).toHaveLength(1);
    itIs("2041-03-04T09:00:00Z");
    await check("anthropic");
    expect(await readingsOf("anthropic")).toHaveLength(2);
    expect(told).toHaveBeenCalledTimes(2);

    spent.set("2041-03-02", ["4"]);
    itIs("2041-03-05T00:17:00Z");
    await check("anthropic", false);
    expect(await judged("anthropic", "2041-03-02")).toEqual([
      ["03-02", "matched", 400, 400, 2],
      ["03-03", "matched", 0, 0, 1],
      ["03-04", "matched", 0, 0, 1],
    ]);
    expect(await openAlerts("anthropic")).toEqual([]);
    const first = await withSystem((tx) =>
      tx.providerDay.findFirst({
        where: { provider: "anthropic", day: startOf("2041-03-02"), revision: 1 },
        include: { reading: true },
      }),
    );
    expect([first?.state, first?.theirsNanos]).toEqual(["drift", 5n * USD]);
    expect(first?.reading?.evidence).toContain('"amount":"500"');
    expect(first?.reading?.evidenceHash).toHaveLength(32);
  });

  it("is shown to operators with its days and the calls behind each, and to nobody else", async () => {
    const operator = { ...world.principal, isOperator: true };
    const views = await findProviders(operator);
    expect(views.map((view) => ReconciledProvider.parse(view))).toEqual(views);
    expect(views.map(({ provider }) => provider)).toEqual([...PROVIDERS]);
    expect(views[0]).toMatchObject({
      state: "matched",
      source: "bill",
      read_at: "2041-03-05T00:17:00.000Z",
      ours_nanos: String(14n * USD),
      theirs_nanos: String(14n * USD + USD / 100n),
      alerts: [],
    });
    const days = await findProviderDays(operator, "anthropic");
    expect(days.map((day) => ReconciledDay.parse(day))).toEqual(days);
    expect(days.map(({ day }) => day)).toEqual(
      ["04", "03", "02", "01"].map((day) => `2041-03-${day}`),
    );
    const query = { provider: "anthropic", day: "2041-03-02" };
    const calls = await findDayCalls(operator, query, { limit: 10, after: null });
    expect(calls.data.map((one) => ReconciledCall.parse(one))).toEqual(calls.data);
    expect(calls.data).toMatchObject([
      {
        workspace_slug: world.slug,
        step: "draft",
        model: "test-model",
        input_tokens: 1_200,
        output_tokens: 340,
        cost_nanos: String(4n * USD),
        state: "no_source",
      },
    ]);
    const page = { limit: 10, after: null };
    expect(await refusal(findDayCalls(world.principal, query, page))).toBe("forbidden");
    expect(await refusal(findDayCalls(operator, { ...query, day: "2nd" }, page))).toBe(
      "invalid_query",
    );
    expect(await refusal(findProviderDays(operator, "acme"))).toBe("invalid_query");
  });

  it("that bills in another currency is unreadable, and what it said before stands", async () => {
    await call({ provider: "anthropic", finishedAt: "2041-03-05T12:00:00Z", costNanos: USD });
    Object.assign(anthropic.book, { currency: "EUR" });
    itIs("2041-03-06T00:17:00Z");
    await check("anthropic", false);
    Object.assign(anthropic.book, { currency: "USD" });
    expect(await judged("anthropic", "2041-03-02")).toEqual([
      ["03-02", "matched", 400, 400, 2],
      ["03-03", "matched", 0, 0, 1],
      ["03-04", "matched", 0, 0, 1],
      ["03-05", "unreadable", 100, null, 1],
    ]);
    expect(await openAlerts("anthropic")).toEqual(["unreadable currency"]);
  });

  it("is asked again each hour until it answers with figures, and is not taken for readable meanwhile", async () => {
    anthropic.failNext("500");
    itIs("2041-03-06T01:17:00Z");
    await check("anthropic", false);
    expect(await openAlerts("anthropic")).toEqual(["unreadable currency"]);
    anthropic.book.spent.set("2041-03-05", ["1"]);
    itIs("2041-03-06T02:17:00Z");
    await check("anthropic", false);
    expect(await judged("anthropic", "2041-03-05")).toEqual([["03-05", "matched", 100, 100, 2]]);
    expect(await openAlerts("anthropic")).toEqual([]);
    const outcomes = (await readingsOf("anthropic")).slice(-3).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["unreadable", "unavailable", "days"]);
  });

  it("is refused when either clock has jumped: nothing is written down but the alert", async () => {
    const before = await readingsOf("anthropic");
    itIs("2041-03-01T00:00:00Z");
    await check("anthropic");
    itIs("2041-03-07T00:17:00Z");
    Object.assign(anthropic.book, { aheadMs: 3_600_000 });
    await check("anthropic");
    Object.assign(anthropic.book, { aheadMs: 0 });
    expect(await readingsOf("anthropic")).toEqual(before);
    expect(await openAlerts("anthropic")).toEqual(["unreadable clock"]);
    await check("anthropic");
    expect(await openAlerts("anthropic")).toEqual([]);
  });

  it("is late after two days without a word, and that is over when it speaks", async () => {
    await call({ provider: "openai", finishedAt: "2041-03-01T12:00:00Z", costNanos: USD });
    openai.book.billedUntil = "2041-03-01";
    itIs("2041-03-03T00:17:00Z");
    await check("openai");
    expect(await openAlerts("openai")).toEqual([]);
    itIs("2041-03-04T00:17:00Z");
    await check("openai");
    expect((await judged("openai", "2041-03-01"))[0]).toEqual(["03-01", "waiting", 100, null, 1]);
    expect(await openAlerts("openai")).toEqual(["late"]);
    openai.book.billedUntil = null;
    openai.book.spent.set("2041-03-01", ["1.00"]);
    await check("openai");
    expect((await judged("openai", "2041-03-01"))[0]).toEqual(["03-01", "matched", 100, 100, 2]);
    expect(await openAlerts("openai")).toEqual([]);
  });
});

describe("a vendor that tells a balance", () => {
  it("is judged once enough was spent, and needs to know what was paid in", async () => {
    const steps = [
      ["2041-04-01", "10.00", 0n],
      ["2041-04-02", "9.90", 10n],
      ["2041-04-03", "9.70", 20n],
      ["2041-04-04", "59.40", 30n],
    ] as const;
    for (const [day, balance, cents] of steps) {
      const costNanos = (cents * USD) / 100n;
      const finishedAt = `${addDays(day, -1)}T12:00:00Z`;
      await call({ provider: "deepseek", finishedAt, costNanos });
      deepseek.balances = [["USD", balance]];
      itIs(`${day}T00:17:00Z`);
      await check("deepseek", false);
    }
    expect(await judged("deepseek", "2041-04-01")).toEqual([
      ["04-01", "waiting", 10, 10, 1],
      ["04-02", "matched", 30, 30, 1],
      ["04-03", "unreadable", 30, null, 1],
    ]);
    expect(await openAlerts("deepseek")).toEqual(["unreadable top_up"]);
    const operator = { ...world.principal, isOperator: true };
    await enterInvoice(operator, newId(), {
      provider: "deepseek",
      kind: "top_up",
      reference: "receipt-1",
      from_day: "2041-04-03",
      last_day: "2041-04-03",
      amount_nanos: 50n * USD,
    });
    await check("deepseek");
    expect((await judged("deepseek", "2041-04-03"))[0]).toEqual(["04-03", "matched", 30, 30, 2]);
    expect(await openAlerts("deepseek")).toEqual([]);
  });
});

describe("a vendor that can't be asked", () => {
  const enter = (reference: string, lastDay: string, cents: bigint, isOperator = true) =>
    enterInvoice({ ...world.principal, isOperator }, newId(), {
      provider: "perplexity",
      kind: "invoice",
      reference,
      from_day: "2041-05-01",
      last_day: lastDay,
      amount_nanos: (cents * USD) / 100n,
    });

  it("has no source until an invoice is entered, which can be corrected under its number", async () => {
    for (const day of ["01", "02"]) {
      const finishedAt = `2041-05-${day}T12:00:00Z`;
      await call({ provider: "perplexity", finishedAt, costNanos: USD });
    }
    itIs("2041-05-04T00:17:00Z");
    await check("perplexity");
    expect((await judged("perplexity", "2041-05-01")).map(([, state]) => state)).toEqual([
      "no_source",
      "no_source",
    ]);
    expect(await openAlerts("perplexity")).toEqual([]);
    await enter("INV-1", "2041-05-03", 300n);
    await check("perplexity");
    expect(await judged("perplexity", "2041-05-01")).toEqual([
      ["05-01", "drift", 100, null, 2],
      ["05-02", "drift", 100, null, 2],
      ["05-03", "drift", 200, 300, 1],
    ]);
    expect(await openAlerts("perplexity")).toEqual(["day_drift 2041-05-03"]);
    itIs("2041-05-04T00:18:00Z");
    await enter("INV-1", "2041-05-03", 200n);
    await check("perplexity");
    expect(await judged("perplexity", "2041-05-03")).toEqual([["05-03", "matched", 200, 200, 2]]);
    expect(await openAlerts("perplexity")).toEqual([]);
  });

  it("refuses an invoice of days that another one is of, of days to come, and from who is no operator", async () => {
    expect(await refusal(enter("INV-2", "2041-05-02", 1n))).toBe("wrong_state");
    expect(await refusal(enter("INV-1", "2041-05-04", 1n))).toBe("wrong_state");
    expect(await refusal(enter("INV-1", "2041-05-03", 1n, false))).toBe("forbidden");
  });

  it("is the only one whose invoices are taken", async () => {
    const input = InvoiceInput.parse({
      provider: "openai",
      reference: "INV-9",
      from_day: "2041-01-01",
      last_day: "2041-01-31",
      amount_nanos: "1",
    });
    const operator = { ...world.principal, isOperator: true };
    expect(await refusal(enterInvoice(operator, newId(), input))).toBe("wrong_state");
  });
});

describe("the payment provider", () => {
  it("is compared with what came in through the books, less what went back", async () => {
    const { workspaceId } = world.actor;
    const today = dayOf(new Date());
    const window = { from: addDays(today, -1), until: addDays(today, 2) };
    // In one snapshot: other files move money of their own meanwhile.
    const [before, after] = await withSystemSnapshot(async (tx) => {
      const sum = async () =>
        [...(await findOurDays(tx, "stripe", window)).values()].reduce((a, b) => a + b, 0n);
      const unmoved = await sum();
      for (const [kind, debit, credit, cents] of MOVES) {
        const amountNanos = (cents * USD) / 100n;
        const lines = [{ debit, credit, amountNanos }];
        await post(tx, workspaceId, { id: newId(), kind, memo: "test", lines });
      }
      return [unmoved, await sum()];
    });
    expect((after ?? 0n) - (before ?? 0n)).toBe(18n * USD);
  });

  const MOVES = [
    ["top_up", "clearing", "wallet", 2_500n],
    ["refund", "wallet", "clearing", 700n],
    ["adjustment", "grants", "wallet", 9_900n],
  ] as const;
});

describe("the instant check", () => {
  it("tells of a model whose calls cost something else than our prices say", async () => {
    itIs("2041-06-02T00:17:00Z");
    const given = { provider: "xai", finishedAt: "2041-06-01T12:00:00Z" } as const;
    const prices = { costNanos: 1_000_000n, listedNanos: 1_000_000n };
    await call({ ...given, ...prices, model: "grok-right", reportedNanos: 1_010_000n });
    await call({ ...given, ...prices, model: "grok-wrong", reportedNanos: 1_200_000n });
    await check("xai");
    expect(await openAlerts("xai")).toEqual(["call_drift grok-wrong"]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BalanceChange, Statement } from "@/lib/ledger";
import { composeInvoice, type PaidWork, totalsOf } from "./compose-invoice";
import { endOf, periodAfter, periodOf } from "./invoice-period";

// Guarantee: the lines of an invoice add up to the nano-dollar, whatever happened, or there is no invoice.

const change = (kind: BalanceChange["kind"], nanos: bigint, holdId: string | null = null) => ({
  seq: 1n,
  kind,
  createdAt: new Date("2026-11-03T00:00:00Z"),
  changeNanos: nanos,
  holdId,
});
function statementOf(changes: readonly BalanceChange[], openingNanos = 0n): Statement {
  const sum = changes.reduce((total, { changeNanos }) => total + changeNanos, openingNanos);
  return { openingNanos, closingNanos: sum, headHash: new Uint8Array(32), changes };
}
const work = (articleId: string, model = "m", runId = "r"): PaidWork => ({
  provider: "openai",
  model,
  runId,
  articleId,
  title: `About ${articleId}`,
});

describe("an invoice", () => {
  it("tells what came in from what was used, by article and by model, the dearest first", () => {
    const works = new Map([
      ["h1", work("a", "small", "r1")],
      ["h2", work("b", "large", "r2")],
      ["h3", work("a", "large", "r3")],
    ]);
    const lines = composeInvoice(
      statementOf([
        change("grant", 100n),
        change("settle", -3n, "h1"),
        change("settle", -40n, "h2"),
        change("late", -5n, "h3"),
        change("settle", -1n, "unknown"),
        change("refund", -20n),
      ]),
      works,
    );
    expect(lines.paid_in.map(({ kind, nanos }) => [kind, nanos])).toEqual([
      ["grant", "100"],
      ["refund", "-20"],
    ]);
    expect(lines.usage_by_article).toEqual([
      { article_id: "b", title: "About b", runs: 1, nanos: "40" },
      { article_id: "a", title: "About a", runs: 2, nanos: "8" },
      { article_id: null, title: "Other work", runs: 0, nanos: "1" },
    ]);
    expect(lines.usage_by_model).toEqual([
      { provider: "openai", model: "large", calls: 2, nanos: "45" },
      { provider: "openai", model: "small", calls: 1, nanos: "3" },
      { provider: "", model: "Other work", calls: 1, nanos: "1" },
    ]);
    expect(totalsOf(lines)).toEqual({ paidInNanos: 80n, usageNanos: 49n });
  });

  it("adds up, whatever happened", () => {
    const kinds = fc.constantFrom(
      ...(["grant", "top_up", "refund", "dispute", "promo", "adjustment"] as const),
    );
    const amount = fc.bigInt({ min: 1n, max: 2n ** 62n });
    const changes = fc.array(
      fc.oneof(
        fc.tuple(kinds, amount).map(([kind, nanos]) => change(kind, nanos)),
        fc
          .tuple(fc.constantFrom("h1", "h2", "h3"), amount)
          .map(([hold, nanos]) => change("settle", -nanos, hold)),
      ),
    );
    const works = new Map([
      ["h1", work("a")],
      ["h2", work("b", "n")],
    ]);
    fc.assert(
      fc.property(changes, amount, (all, opening) => {
        const statement = statementOf(all, opening);
        const { paidInNanos, usageNanos } = totalsOf(composeInvoice(statement, works));
        expect(opening + paidInNanos - usageNanos).toBe(statement.closingNanos);
      }),
    );
  });

  it("is refused when the book says something else by a nano-dollar", () => {
    const statement = statementOf([change("grant", 100n), change("settle", -3n)]);
    const wrong = { ...statement, closingNanos: statement.closingNanos + 1n };
    expect(() => composeInvoice(wrong, new Map())).toThrow("another balance than 98");
  });
});

describe("a month", () => {
  it.each([
    ["2026-11", "2026-12-01T00:00:00.000Z", "2026-12"],
    ["2026-12", "2027-01-01T00:00:00.000Z", "2027-01"],
    ["2028-02", "2028-03-01T00:00:00.000Z", "2028-03"],
  ])("%s is over at %s", (period, end, next) => {
    expect(endOf(period).toISOString()).toBe(end);
    expect(periodAfter(period)).toBe(next);
    expect(periodOf(new Date(endOf(period).getTime() - 1))).toBe(period);
  });
});

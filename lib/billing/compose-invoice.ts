import type { Statement } from "@/lib/ledger";
import type { InvoiceContent } from "./schema";

/** Work that was paid: what it was for, and which model did it. */
export interface PaidWork {
  readonly provider: string;
  readonly model: string;
  readonly runId: string;
  readonly articleId: string;
  readonly title: string;
}

type Lines = Pick<InvoiceContent, "paid_in" | "usage_by_article" | "usage_by_model">;

interface Charge {
  readonly nanos: bigint;
  readonly work: PaidWork | null;
}

const OTHER = "Other work";

/**
 * The lines of an invoice from the ledger's statement and what is known of the work, by the id of its hold. They add
 * up to the nano-dollar: the opening balance, what came in, less the usage by either list, is the closing balance.
 * @throws Error when they do not, because no such invoice may be issued
 */
export function composeInvoice(statement: Statement, works: ReadonlyMap<string, PaidWork>): Lines {
  const isWork = (kind: string) => kind === "settle" || kind === "late";
  const paidIn = statement.changes.filter(({ kind }) => !isWork(kind));
  const charges = statement.changes
    .filter(({ kind }) => isWork(kind))
    .map(({ changeNanos, holdId }) => ({
      nanos: -changeNanos,
      work: holdId === null ? null : (works.get(holdId) ?? null),
    }));
  const lines = {
    paid_in: paidIn.map(({ seq, kind, createdAt, changeNanos }) => ({
      seq: String(seq),
      kind,
      at: createdAt.toISOString(),
      nanos: String(changeNanos),
    })),
    usage_by_article: byArticle(charges),
    usage_by_model: byModel(charges),
  };
  requireBalance(statement, lines);
  return lines;
}

function byArticle(charges: readonly Charge[]): Lines["usage_by_article"] {
  const articles = Map.groupBy(charges, ({ work }) => work?.articleId ?? null);
  return dearestFirst(
    [...articles].map(([article_id, all]) => ({
      article_id,
      title: all[0]?.work?.title ?? OTHER,
      runs: new Set(all.flatMap(({ work }) => work?.runId ?? [])).size,
      nanos: String(sumOf(all)),
    })),
  );
}

function byModel(charges: readonly Charge[]): Lines["usage_by_model"] {
  const models = Map.groupBy(charges, ({ work }) => `${work?.provider} ${work?.model}`);
  return dearestFirst(
    [...models.values()].map((all) => ({
      provider: all[0]?.work?.provider ?? "",
      model: all[0]?.work?.model ?? OTHER,
      calls: all.length,
      nanos: String(sumOf(all)),
    })),
  );
}

const sumOf = (amounts: readonly { readonly nanos: bigint | string }[]): bigint =>
  amounts.reduce((sum, { nanos }) => sum + BigInt(nanos), 0n);

/** By amount; of one amount, in the order of the book. */
function dearestFirst<Line extends { readonly nanos: string }>(lines: Line[]): Line[] {
  return lines.sort((one, other) => {
    const difference = BigInt(other.nanos) - BigInt(one.nanos);
    if (difference === 0n) return 0;
    return difference < 0n ? -1 : 1;
  });
}

function requireBalance({ openingNanos, closingNanos }: Statement, lines: Lines): void {
  const usage = totalsOf(lines).usageNanos;
  const isSame = usage === sumOf(lines.usage_by_model);
  if (isSame && openingNanos + totalsOf(lines).paidInNanos - usage === closingNanos) return;
  throw new Error(
    `The lines of an invoice lead from ${openingNanos} to another balance than ${closingNanos}.`,
  );
}

/** What came in, less what went back, and what was used, in nano-USD. */
export function totalsOf(lines: Lines): { paidInNanos: bigint; usageNanos: bigint } {
  return { paidInNanos: sumOf(lines.paid_in), usageNanos: sumOf(lines.usage_by_article) };
}

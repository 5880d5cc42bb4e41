import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { findLastSeqBefore, findTimeOf, readStatement, type Statement } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { readSystem, type Tx, withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import type { Invoice } from "@/prisma/generated/client";
import { composeInvoice, type PaidWork } from "./compose-invoice";
import { endOf, type Period, periodAfter, periodOf } from "./invoice-period";
import { toInvoiceSummary } from "./invoice-view";
import { findIssuer, findRecipient } from "./parties";
import type { InvoiceSummaryView } from "./schema";

/** A transaction of the last moment of a month may be committed in the next one. */
const GRACE_MS = 10 * 60 * 1000;
/** Work that is looked up at once. */
const HOLDS_AT_ONCE = 5_000;

/**
 * Issues each invoice that is due: for every workspace, one for each month that is over and in which something was
 * booked. Running it again issues nothing twice. Returns how many were issued.
 */
export async function issueInvoices(): Promise<number> {
  let issued = 0;
  for (const workspaceId of await findDueWorkspaces(clock.now())) {
    try {
      issued += (await issueDue(workspaceId)).length;
    } catch (error) {
      // One book that does not add up keeps no other workspace from its invoice.
      log.error("invoice.not_issued", error, { workspaceId });
    }
  }
  return issued;
}

/** Issues what is due for one workspace now, and gives back what was issued. @throws AppError forbidden */
export async function issueOwnInvoices(actor: Actor): Promise<InvoiceSummaryView[]> {
  requirePermission(actor, "workspace:manage");
  return (await issueDue(actor.workspaceId)).map(toInvoiceSummary);
}

/** The workspaces whose first transaction without an invoice is of a month that is over at a time. */
export async function findDueWorkspaces(now: Date): Promise<string[]> {
  const before = new Date(now.getTime() - GRACE_MS);
  const monthUs = BigInt(new Date(`${periodOf(before)}-01T00:00:00.000Z`).getTime()) * 1000n;
  const rows = await readSystem(
    (tx) => tx.$queryRaw<{ workspace_id: string }[]>`
      SELECT c.workspace_id::text FROM ledger.chain_view c
        JOIN ledger.posting_view p ON p.workspace_id = c.workspace_id AND p.line = 1
          AND p.seq = 1 + coalesce((SELECT max(i.last_seq) FROM invoices i
            WHERE i.owner_workspace_id = c.workspace_id), 0)
      WHERE p.created_us < ${monthUs}
      ORDER BY c.workspace_id`,
  );
  return rows.map((row) => row.workspace_id);
}

async function issueDue(workspaceId: string): Promise<Invoice[]> {
  const issued: Invoice[] = [];
  for (;;) {
    const invoice = await withSystem((tx) => issueNext(tx, workspaceId));
    if (invoice === null) return issued;
    issued.push(invoice);
    log.info("invoice.issued", { workspaceId, number: invoice.number, period: invoice.period });
  }
}

/** The number is the last one and one: whoever issues waits for its turn, so that there is no gap. */
async function takeNumber(tx: Tx): Promise<number> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('autoink:invoice-number', 0))::text`;
  const { _max: max } = await tx.invoice.aggregate({ _max: { number: true } });
  return (max.number ?? 0) + 1;
}

/** Issues the earliest invoice that the workspace has not got, or null when its month is not over. */
async function issueNext(tx: Tx, workspaceId: string): Promise<Invoice | null> {
  const number = await takeNumber(tx);
  const latest = await tx.invoice.findFirst({
    where: { ownerWorkspaceId: workspaceId },
    orderBy: { lastSeq: "desc" },
  });
  const firstSeq = (latest?.lastSeq ?? 0n) + 1n;
  const startedAt = await findTimeOf(tx, workspaceId, firstSeq);
  if (startedAt === null) return null;
  const period = periodFor(startedAt, latest?.period ?? null);
  const now = clock.now();
  if (endOf(period).getTime() + GRACE_MS > now.getTime()) return null;
  const lastSeq = await findLastSeqBefore(tx, workspaceId, endOf(period));
  const statement = await readStatement(tx, workspaceId, firstSeq - 1n, lastSeq);
  const invoice = await tx.invoice.create({
    data: {
      ownerWorkspaceId: workspaceId,
      id: newId(),
      number,
      period,
      firstSeq,
      lastSeq,
      headHash: Uint8Array.from(statement.headHash),
      openingNanos: statement.openingNanos,
      closingNanos: statement.closingNanos,
      content: {
        issuer: await findIssuer(tx),
        recipient: await findRecipient(tx, workspaceId),
        ...composeInvoice(statement, await findWorks(tx, workspaceId, statement)),
      },
      issuedAt: now,
    },
  });
  await recordEvent(tx, {
    workspaceId,
    userId: null,
    action: "invoice.issued",
    subjectKind: "invoice",
    subjectId: invoice.id,
    detail: { number, period },
  });
  return invoice;
}

/** The month of the first transaction; of one that came after its month's invoice, the next month. */
function periodFor(startedAt: Date, latest: Period | null): Period {
  const own = periodOf(startedAt);
  return latest === null || own > latest ? own : periodAfter(latest);
}

/** What the paid work was for, by the ids of its holds. */
async function findWorks(
  tx: Tx,
  workspaceId: string,
  { changes }: Statement,
): Promise<Map<string, PaidWork>> {
  const holdIds = changes.flatMap(({ holdId }) => holdId ?? []);
  const works = new Map<string, PaidWork>();
  for (let at = 0; at < holdIds.length; at += HOLDS_AT_ONCE) {
    const attempts = await tx.attempt.findMany({
      where: {
        ownerWorkspaceId: workspaceId,
        holdId: { in: holdIds.slice(at, at + HOLDS_AT_ONCE) },
      },
      select: {
        holdId: true,
        provider: true,
        model: true,
        step: {
          select: { run: { select: { id: true, article: { select: { id: true, title: true } } } } },
        },
      },
    });
    for (const { holdId, provider, model, step } of attempts) {
      if (holdId === null || provider === null || model === null) continue;
      const { id: runId, article } = step.run;
      works.set(holdId, { provider, model, runId, articleId: article.id, title: article.title });
    }
  }
  return works;
}

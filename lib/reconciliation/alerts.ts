import type { Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import type { Finding } from "./findings";
import type { AlertKind, Provider } from "./schema";

/**
 * Opens an alert for each finding that has none, and closes those of the kinds that were looked for and not found
 * again. Returns what is new: a finding that goes on is told of once.
 */
export async function syncAlerts(
  tx: Tx,
  provider: Provider,
  findings: readonly Finding[],
  lookedFor: readonly AlertKind[],
): Promise<Finding[]> {
  const open = await tx.reconciliationAlert.findMany({
    where: { provider, kind: { in: [...lookedFor] }, closedAt: null },
  });
  const isOf = (one: { kind: string; subject: string }) => (other: typeof one) =>
    one.kind === other.kind && one.subject === other.subject;
  const gone = open.filter((alert) => !findings.some(isOf(alert)));
  await tx.$executeRaw`
    UPDATE reconciliation_alerts SET closed_at = CURRENT_TIMESTAMP
    WHERE id = ANY(${gone.map(({ id }) => id)}::uuid[]) AND closed_at IS NULL`;
  const fresh = findings.filter((finding) => !open.some(isOf(finding)));
  // Another worker may have opened one since: the index keeps it to one.
  await tx.reconciliationAlert.createMany({
    skipDuplicates: true,
    data: fresh.map(({ kind, subject, message, pair }) => ({
      id: newId(),
      provider,
      kind,
      subject,
      message,
      ...pair,
    })),
  });
  return fresh;
}

/** Tells the operator's log of what is new. Call it after the commit. */
export function tellOf(provider: Provider, fresh: readonly Finding[]): void {
  for (const { kind, subject, message } of fresh) {
    log.error("reconciliation.alert", new Error(message), { provider, kind, subject });
  }
}

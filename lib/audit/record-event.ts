import { clock } from "@/lib/platform/clock";
import type { Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";

/** What is recorded. Names are "noun.verb"; details hold ids and settings, never texts or secrets. */
export interface AuditEntry {
  readonly workspaceId: string;
  /** Null when the product itself acts. */
  readonly userId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId?: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes an audit event in the caller's transaction: it stands if and only if the deed does. */
export async function recordEvent(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      ownerWorkspaceId: entry.workspaceId,
      id: newId(),
      actorId: entry.userId,
      action: entry.action,
      subjectKind: entry.subjectKind,
      subjectId: entry.subjectId ?? null,
      detail: entry.detail ?? {},
      createdAt: clock.now(),
    },
  });
}

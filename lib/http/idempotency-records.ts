import type { Actor, Principal } from "@/lib/identity";
import { withSystem, withWorkspace } from "@/lib/platform/db";

type Bytes = Uint8Array<ArrayBuffer>;

interface NewRecord {
  readonly keyHash: Bytes;
  readonly operation: string;
  readonly bodyHash: Bytes;
  readonly resourceId: string;
  readonly createdAt: Date;
}

export interface IdempotencyRecord {
  readonly bodyHash: Uint8Array;
  readonly resourceId: string;
  /** Null while the request is being worked on. */
  readonly status: number | null;
  readonly response: unknown;
  /** When the request that works on it began. */
  readonly createdAt: Date;
}

type Change = { status: number; response: object } | { createdAt: Date };

/** The stored keys of one owner. */
export interface IdempotencyRecords {
  /** Whether the key was new. */
  insert(record: NewRecord): Promise<boolean>;
  find(keyHash: Bytes): Promise<IdempotencyRecord | null>;
  /** Changes a record without an answer; with `since`, only when it was begun then. Whether it did. */
  change(keyHash: Bytes, change: Change, since?: Date): Promise<boolean>;
  /** Takes a key that has no answer away again. */
  forget(keyHash: Bytes): Promise<void>;
}

/** The keys that members of a workspace send. */
export function workspaceRecords(actor: Actor): IdempotencyRecords {
  const owner = { ownerWorkspaceId: actor.workspaceId };
  return {
    insert: (record) =>
      withWorkspace(actor, async (tx) => {
        const data = { ...owner, ...record };
        return (await tx.idempotencyRecord.createMany({ data, skipDuplicates: true })).count > 0;
      }),
    find: (keyHash) =>
      withWorkspace(actor, (tx) =>
        tx.idempotencyRecord.findFirst({ where: { ...owner, keyHash } }),
      ),
    change: (keyHash, data, since) =>
      withWorkspace(actor, async (tx) => {
        const where = { ...owner, ...pending(keyHash, since) };
        return (await tx.idempotencyRecord.updateMany({ where, data })).count > 0;
      }),
    forget: (keyHash) =>
      withWorkspace(actor, async (tx) => {
        await tx.idempotencyRecord.deleteMany({ where: { ...owner, ...pending(keyHash) } });
      }),
  };
}

/** The keys that a person sends before a workspace is named. */
export function userRecords(principal: Principal): IdempotencyRecords {
  const owner = { userId: principal.userId };
  return {
    insert: (record) =>
      withSystem(async (tx) => {
        const data = { ...owner, ...record };
        return (
          (await tx.userIdempotencyRecord.createMany({ data, skipDuplicates: true })).count > 0
        );
      }),
    find: (keyHash) =>
      withSystem((tx) => tx.userIdempotencyRecord.findFirst({ where: { ...owner, keyHash } })),
    change: (keyHash, data, since) =>
      withSystem(async (tx) => {
        const where = { ...owner, ...pending(keyHash, since) };
        return (await tx.userIdempotencyRecord.updateMany({ where, data })).count > 0;
      }),
    forget: (keyHash) =>
      withSystem(async (tx) => {
        await tx.userIdempotencyRecord.deleteMany({ where: { ...owner, ...pending(keyHash) } });
      }),
  };
}

function pending(keyHash: Bytes, since?: Date) {
  return { keyHash, status: null, ...(since === undefined ? {} : { createdAt: since }) };
}

import { setTimeout as pause } from "node:timers/promises";
import { hashFields, sha256 } from "@/lib/crypto";
import type { Actor } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { isUniqueViolation, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";

/** How long the second of two equal requests waits for the answer of the first. */
const WAIT_MS = 5_000;
const POLL_MS = 100;
/** After this a request without an answer was cut off, and the next one takes its place. */
const ABANDONED_MS = 60_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface IdempotentCall {
  readonly actor: Actor;
  readonly key: string | null;
  /** Names the call: method and route. */
  readonly operation: string;
  readonly bodyBytes: Uint8Array;
}

/**
 * Runs a call once per Idempotency-Key. The first answer is stored and replayed; another body under the
 * same key is refused. `run` gets the id that the created thing must have: a call that was cut off
 * between its effect and its answer is run again with the same id, and finds what it made.
 * @throws AppError idempotency_conflict | invalid_request
 */
export async function once(
  call: IdempotentCall,
  run: (id: string) => Promise<Answer>,
): Promise<Response> {
  if (call.key === null) return toResponse(await run(newId()), false);
  if (!/^[\x21-\x7e]{1,255}$/.test(call.key)) {
    throw new AppError("invalid_request", {
      detail: "Idempotency-Key is 1 to 255 visible ASCII characters.",
    });
  }
  const claim = await claimKey(call, call.key);
  if (claim.kind === "answered") return toResponse(claim.answer, true);
  try {
    const answer = await run(claim.id);
    await store(call, claim.keyHash, answer);
    return toResponse(answer, false);
  } catch (error) {
    await forget(call, claim.keyHash);
    throw error;
  }
}

type Claim =
  | { readonly kind: "claimed"; readonly id: string; readonly keyHash: Uint8Array<ArrayBuffer> }
  | { readonly kind: "answered"; readonly answer: Answer };

async function claimKey(call: IdempotentCall, key: string): Promise<Claim> {
  const keyHash = Uint8Array.from(hashFields("idempotency", [call.operation, key]));
  const bodyHash = Uint8Array.from(sha256(call.bodyBytes));
  const id = newId();
  const where = { ownerWorkspaceId: call.actor.workspaceId, keyHash };
  try {
    await withWorkspace(call.actor, (tx) =>
      tx.idempotencyRecord.create({
        data: {
          ...where,
          operation: call.operation,
          bodyHash,
          resourceId: id,
          createdAt: clock.now(),
        },
      }),
    );
    return { kind: "claimed", id, keyHash };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  return earlier(call, where, bodyHash);
}

async function earlier(
  call: IdempotentCall,
  where: { ownerWorkspaceId: string; keyHash: Uint8Array<ArrayBuffer> },
  bodyHash: Uint8Array,
): Promise<Claim> {
  for (let waited = 0; waited <= WAIT_MS; waited += POLL_MS) {
    const row = await withWorkspace(call.actor, (tx) => tx.idempotencyRecord.findFirst({ where }));
    if (row === null) break; // The first one failed and left nothing: the client may try again.
    if (!Buffer.from(row.bodyHash).equals(bodyHash)) throw new AppError("idempotency_conflict");
    if (row.status !== null) {
      return { kind: "answered", answer: { status: row.status, body: row.response } };
    }
    if (clock.now().getTime() - row.createdAt.getTime() > ABANDONED_MS) {
      return { kind: "claimed", id: row.resourceId, keyHash: where.keyHash };
    }
    await pause(POLL_MS);
  }
  throw new AppError("idempotency_conflict", {
    detail: "A request with this key is being worked on. Send it again in a moment.",
    retryAfterSeconds: 1,
  });
}

async function store(
  call: IdempotentCall,
  keyHash: Uint8Array<ArrayBuffer>,
  answer: Answer,
): Promise<void> {
  await withWorkspace(call.actor, (tx) =>
    tx.idempotencyRecord.updateMany({
      where: { ownerWorkspaceId: call.actor.workspaceId, keyHash },
      data: { status: answer.status, response: (answer.body ?? {}) as object },
    }),
  );
}

async function forget(call: IdempotentCall, keyHash: Uint8Array<ArrayBuffer>): Promise<void> {
  await withWorkspace(call.actor, (tx) =>
    tx.idempotencyRecord.deleteMany({
      where: { ownerWorkspaceId: call.actor.workspaceId, keyHash, status: null },
    }),
  );
}

function toResponse(answer: Answer, isReplayed: boolean): Response {
  return Response.json(answer.body, {
    status: answer.status,
    headers: isReplayed ? { "Idempotent-Replayed": "true" } : {},
  });
}

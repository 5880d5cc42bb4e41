import { setTimeout as pause } from "node:timers/promises";
import { hashFields, sha256 } from "@/lib/crypto";
import { clock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import type { IdempotencyRecord, IdempotencyRecords } from "./idempotency-records";

/** How long the second of two equal requests waits for the answer of the first. */
const WAIT_MS = 5_000;
const POLL_MS = 100;
/** After this a request without an answer was cut off, and the next one takes its place. */
const ABANDONED_MS = 60_000;
const FIRST_SERVER_ERROR = 500;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface IdempotentCall {
  readonly records: IdempotencyRecords;
  readonly key: string | null;
  /** Names the call: method and route. */
  readonly operation: string;
  readonly bodyBytes: Uint8Array;
}

type KeyHash = Uint8Array<ArrayBuffer>;

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
  const keyHash = Uint8Array.from(hashFields("idempotency", [call.operation, call.key]));
  const claim = await claimKey(call, keyHash);
  if (claim.kind === "answered") return toResponse(claim.answer, true);
  const answer = await attempt(call.records, keyHash, () => run(claim.id));
  const { status, body } = answer;
  await call.records.change(keyHash, { status, response: (body ?? {}) as object });
  return toResponse(answer, false);
}

/** A refusal leaves the key free. Of any other failure nobody knows what it left: the id stays. */
async function attempt(
  records: IdempotencyRecords,
  keyHash: KeyHash,
  run: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    const isRefusal = error instanceof AppError && error.status < FIRST_SERVER_ERROR;
    if (isRefusal) await records.forget(keyHash);
    else await records.change(keyHash, { createdAt: new Date(0) });
    throw error;
  }
}

type Claim =
  | { readonly kind: "claimed"; readonly id: string }
  | { readonly kind: "answered"; readonly answer: Answer };

async function claimKey(call: IdempotentCall, keyHash: KeyHash): Promise<Claim> {
  const { records, operation } = call;
  const bodyHash = Uint8Array.from(sha256(call.bodyBytes));
  const id = newId();
  for (let waited = 0; waited <= WAIT_MS; waited += POLL_MS) {
    const record = { keyHash, operation, bodyHash, resourceId: id, createdAt: clock.now() };
    if (await records.insert(record)) return { kind: "claimed", id };
    const earlier = await records.find(keyHash);
    const claim = earlier === null ? null : await claimEarlier(records, keyHash, bodyHash, earlier);
    if (claim !== null) return claim;
    await pause(POLL_MS);
  }
  throw new AppError("idempotency_conflict", {
    detail: "A request with this key is being worked on. Send it again in a moment.",
    retryAfterSeconds: 1,
  });
}

/** What an earlier request with this key means for this one; null while it is being worked on. */
async function claimEarlier(
  records: IdempotencyRecords,
  keyHash: KeyHash,
  bodyHash: Uint8Array,
  earlier: IdempotencyRecord,
): Promise<Claim | null> {
  if (!Buffer.from(earlier.bodyHash).equals(bodyHash)) throw new AppError("idempotency_conflict");
  if (earlier.status !== null) {
    return { kind: "answered", answer: { status: earlier.status, body: earlier.response } };
  }
  const now = clock.now();
  if (now.getTime() - earlier.createdAt.getTime() <= ABANDONED_MS) return null;
  // Of several that find it abandoned, one takes it up; the others wait for that one's answer.
  const isTaken = await records.change(keyHash, { createdAt: now }, earlier.createdAt);
  return isTaken ? { kind: "claimed", id: earlier.resourceId } : null;
}

function toResponse(answer: Answer, isReplayed: boolean): Response {
  return Response.json(answer.body, {
    status: answer.status,
    headers: isReplayed ? { "Idempotent-Replayed": "true" } : {},
  });
}

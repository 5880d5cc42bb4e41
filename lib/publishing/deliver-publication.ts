import type {
  Connector,
  ConnectorFailure,
  ConnectorResult,
  PublishableDocument,
  RemoteRef,
} from "@/lib/adapters/cms";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import type { Destination, Publication } from "@/prisma/generated/client";
import { connectorFor } from "./connector";
import { documentOf } from "./document";
import { queueDeliveries } from "./hooks/queue-deliveries";
import { knownRemote } from "./known-remote";
import { enqueuePublication } from "./publish-article";
import { wantedState } from "./wanted-state";

/** The ids of a job on the queue "publish". */
export interface PublicationJob {
  readonly workspaceId: string;
  readonly publicationId: string;
  readonly generation: number;
}

interface Delivery {
  readonly publication: Publication;
  readonly destination: Destination;
  readonly document: PublishableDocument;
  readonly attemptId: string;
  readonly attemptNumber: number;
}

const ATTEMPTS_MAX = 8;
const RETRY_BASE_MS = 2_000;
const RETRY_MAX_MS = 15 * 60_000;
const CALL_TIMEOUT_MS = 90_000;

type Outcome =
  | { readonly kind: "verified"; readonly remote: RemoteRef }
  | { readonly kind: "differs"; readonly remote: RemoteRef; readonly message: string }
  | { readonly kind: "unpublished"; readonly remote: RemoteRef }
  | {
      readonly kind: "failed";
      readonly remote: RemoteRef | null;
      readonly failure: ConnectorFailure;
    };

/**
 * Brings a publication's destination to the state that was asked for, and reads it back. An attempt
 * that a dead worker left "sending" may have reached the destination: before anything is created, the
 * destination is asked whether it has a copy with this article's key.
 */
export async function deliverPublication(
  job: PublicationJob,
  shutdown: AbortSignal,
): Promise<void> {
  const delivery = await begin(job);
  if (delivery === null) return;
  const connector = connectorFor(delivery.destination);
  const signal = AbortSignal.any([shutdown, AbortSignal.timeout(CALL_TIMEOUT_MS)]);
  const outcome =
    delivery.publication.intent === "unpublish"
      ? await takeDown(connector, delivery, signal)
      : await putUp(connector, delivery, signal);
  await finish(delivery, outcome);
}

const NOT_THE_APPROVED_TEXT = {
  status: "failed",
  errorCode: "not_approved",
  errorDetail:
    "The text is not the one that was approved, so it was not sent. Approve the present revision and publish again.",
};

/**
 * Whoever begins or ends a delivery locks the publication before its attempts: in the other order two
 * workers that have it at once would wait for each other.
 */
async function lockPublication(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM publications
    WHERE owner_workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
}

async function begin(job: PublicationJob): Promise<Delivery | null> {
  const { workspaceId, publicationId } = job;
  return withWorkspace({ workspaceId }, async (tx) => {
    await lockPublication(tx, workspaceId, publicationId);
    const publication = await tx.publication.findFirst({
      where: { ownerWorkspaceId: workspaceId, id: publicationId },
      include: { destination: true },
    });
    if (publication === null || publication.generation !== job.generation) return null;
    if (!["queued", "sending", "unknown"].includes(publication.status)) return null;
    const key = { ownerWorkspaceId: workspaceId, publicationId };
    await tx.publicationAttempt.updateMany({
      where: { ...key, state: "sending" },
      data: { state: "unknown", detail: "The worker was lost.", finishedAt: clock.now() },
    });
    const revision = await tx.revision.findFirst({
      where: {
        ownerWorkspaceId: workspaceId,
        articleId: publication.articleId,
        number: publication.revisionNumber,
        hash: publication.revisionHash,
      },
    });
    if (revision === null) {
      // The hash is the approval: another text is never sent.
      await tx.publication.updateMany({
        where: { ownerWorkspaceId: workspaceId, id: publicationId },
        data: { ...NOT_THE_APPROVED_TEXT, updatedAt: clock.now() },
      });
      return null;
    }
    const count = await tx.publicationAttempt.count({ where: key });
    const tries = await tx.publicationAttempt.count({
      where: { ...key, generation: publication.generation },
    });
    const attemptId = newId();
    await tx.publicationAttempt.create({
      data: {
        ...key,
        id: attemptId,
        number: count + 1,
        generation: publication.generation,
        action:
          publication.intent === "unpublish"
            ? "unpublish"
            : publication.remoteId === null
              ? "create"
              : "update",
        state: "sending",
        startedAt: clock.now(),
      },
    });
    await tx.publication.updateMany({
      where: { ownerWorkspaceId: workspaceId, id: publicationId },
      data: { status: "sending", updatedAt: clock.now() },
    });
    const { destination, ...row } = publication;
    return {
      publication: row,
      destination,
      document: await documentOf(tx, revision),
      attemptId,
      attemptNumber: tries + 1,
    };
  });
}

async function putUp(
  connector: Connector,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const { document } = delivery;
  const state = wantedState(delivery.publication);
  const found = await findRemote(connector, delivery, signal);
  if (!found.ok) return { kind: "failed", remote: null, failure: found.failure };
  const { value: remote } = found;
  const sent =
    remote === null
      ? await attempt(() => connector.create(document, state, signal))
      : await attempt(() => connector.update(remote, document, state, signal));
  if (!sent.ok) return { kind: "failed", remote, failure: sent.failure };
  const copy = await attempt(() => connector.read(sent.value, document, state, signal));
  if (!copy.ok) return { kind: "failed", remote: sent.value, failure: copy.failure };
  if (copy.value === null) {
    return {
      kind: "differs",
      remote: sent.value,
      message: "The destination took the article but has no copy of it.",
    };
  }
  if (copy.value.differences.length > 0) {
    return { kind: "differs", remote: copy.value, message: copy.value.differences.join(" ") };
  }
  return { kind: "verified", remote: copy.value };
}

async function takeDown(
  connector: Connector,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const found = await findRemote(connector, delivery, signal);
  if (!found.ok) return { kind: "failed", remote: null, failure: found.failure };
  const { value: remote } = found;
  if (remote === null) return { kind: "unpublished", remote: { id: "", url: null, lock: null } };
  const result = await attempt(() => connector.unpublish(remote, delivery.document, signal));
  if (result.ok) return { kind: "unpublished", remote: result.value };
  return { kind: "failed", remote, failure: result.failure };
}

/**
 * The copy that we know of; else the one that an earlier call may have left without our hearing of it.
 * Whoever asked to write over changes (no lock is known then) wants a copy that was deleted made anew.
 */
async function findRemote(
  connector: Connector,
  { publication, document }: Delivery,
  signal: AbortSignal,
): Promise<ConnectorResult<RemoteRef | null>> {
  const known = knownRemote(publication);
  if (known !== null) {
    if (known.lock !== null || publication.intent === "unpublish")
      return { ok: true, value: known };
    const copy = await attempt(() =>
      connector.read(known, document, wantedState(publication), signal),
    );
    if (!copy.ok) return copy;
    if (copy.value !== null) return { ok: true, value: known };
  }
  return attempt(() => connector.findByKey(document, signal));
}

/** A connector that throws has a bug; whether its request was sent is then not known. */
async function attempt<Value>(
  call: () => Promise<ConnectorResult<Value>>,
): Promise<ConnectorResult<Value>> {
  try {
    return await call();
  } catch (error) {
    log.error("connector.crashed", error);
    return {
      ok: false,
      failure: {
        kind: "unknown",
        message: "Something went wrong while the destination was called.",
      },
    };
  }
}

async function finish(delivery: Delivery, outcome: Outcome): Promise<void> {
  const { publication } = delivery;
  const { ownerWorkspaceId: workspaceId, id } = publication;
  await withWorkspace({ workspaceId }, async (tx) => {
    await lockPublication(tx, workspaceId, id);
    const { count } = await tx.publicationAttempt.updateMany({
      where: { ownerWorkspaceId: workspaceId, id: delivery.attemptId, state: "sending" },
      data: { state: attemptState(outcome), detail: detailOf(outcome), finishedAt: clock.now() },
    });
    if (count === 0) return; // Another worker has taken over.
    const willRetry = mayRetry(delivery, outcome);
    const { count: current } = await tx.publication.updateMany({
      where: { ownerWorkspaceId: workspaceId, id, generation: publication.generation },
      data: {
        ...remoteFields(outcome),
        ...statusFields(outcome, willRetry),
        updatedAt: clock.now(),
      },
    });
    if (current === 0) {
      // Asked for anew meanwhile: the newer request needs to know where the copy is.
      await tx.publication.updateMany({
        where: { ownerWorkspaceId: workspaceId, id },
        data: remoteFields(outcome),
      });
      return;
    }
    if (willRetry) {
      await enqueuePublication(
        tx,
        publication,
        new Date(clock.now().getTime() + retryMs(delivery, outcome)),
      );
      return;
    }
    if (outcome.kind === "verified" || outcome.kind === "unpublished") {
      const { kind, remote } = outcome;
      await queueDeliveries(tx, publication, delivery.document, {
        kind,
        url: remote.url ?? publication.remoteUrl,
      });
    }
  });
}

function attemptState(outcome: Outcome): "succeeded" | "failed" | "unknown" {
  if (outcome.kind !== "failed") return outcome.kind === "differs" ? "failed" : "succeeded";
  return outcome.failure.kind === "unknown" ? "unknown" : "failed";
}

function detailOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "verified":
      return "Sent, read back, and the same.";
    case "unpublished":
      return "Taken off the public site.";
    case "differs":
      return outcome.message;
    case "failed":
      return outcome.failure.message;
    default:
      return outcome satisfies never;
  }
}

function mayRetry(delivery: Delivery, outcome: Outcome): boolean {
  if (outcome.kind !== "failed" || delivery.attemptNumber >= ATTEMPTS_MAX) return false;
  return ["unknown", "unavailable", "rate_limited"].includes(outcome.failure.kind);
}

function retryMs(delivery: Delivery, outcome: Outcome): number {
  const exponential = RETRY_BASE_MS * 2 ** (delivery.attemptNumber - 1);
  const asked = outcome.kind === "failed" ? (outcome.failure.retryAfterMs ?? 0) : 0;
  return Math.min(RETRY_MAX_MS, Math.max(exponential, asked));
}

function remoteFields(outcome: Outcome): {
  remoteId?: string;
  remoteUrl?: string | null;
  remoteLock?: string | null;
} {
  const { remote } = outcome;
  if (remote === null || remote.id === "") return {};
  return { remoteId: remote.id, remoteUrl: remote.url, remoteLock: remote.lock };
}

function statusFields(outcome: Outcome, willRetry: boolean) {
  switch (outcome.kind) {
    case "verified":
      return { status: "verified", verifiedAt: clock.now(), errorCode: null, errorDetail: null };
    case "unpublished":
      return { status: "unpublished", verifiedAt: clock.now(), errorCode: null, errorDetail: null };
    case "differs":
      return { status: "failed", errorCode: "not_verified", errorDetail: outcome.message };
    case "failed": {
      const { kind, message } = outcome.failure;
      const final = kind === "unknown" ? "unknown" : kind === "conflict" ? "conflict" : "failed";
      const status = !willRetry ? final : kind === "unknown" ? "unknown" : "queued";
      return { status, errorCode: kind, errorDetail: message };
    }
    default:
      return outcome satisfies never;
  }
}

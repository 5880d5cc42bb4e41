import type { PublishableDocument } from "@/lib/adapters/cms";
import { recordEvent } from "@/lib/audit";
import { hmacSha256, open, randomKey, seal } from "@/lib/crypto";
import { type Actor, requirePermission } from "@/lib/identity";
import { describeOutboundFailure, safeFetch } from "@/lib/outbound";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { enqueue } from "@/lib/platform/queue";
import type { Publication } from "@/prisma/generated/client";
import type { CreateHookInput } from "./schema";

// Calls that follow a verified publication, signed as Standard Webhooks 1.0 prescribes. A delivery keeps
// its id over all its attempts, so that a receiver can tell a repeat from news.

const SECRET_BYTES = 32;
const DELIVERY_ATTEMPTS_MAX = 10;

export interface HookView {
  id: string;
  kind: "http";
  url: string;
  disabled_at: string | null;
  created_at: string;
}

export interface HookDeliveryView {
  id: string;
  event: string;
  status: string;
  attempts: number;
  response_status: number | null;
  detail: string | null;
  created_at: string;
  updated_at: string;
}

/** The ids of a job on the queue "deliver-hook". */
export interface HookJob {
  readonly workspaceId: string;
  readonly deliveryId: string;
}

function secretContext(workspaceId: string, hookId: string): string {
  return `hook:${workspaceId}:${hookId}`;
}

/** Adds a hook. Its secret is given out here and never again. @throws AppError unprocessable for commands */
export async function createHook(
  actor: Actor,
  id: string,
  input: CreateHookInput,
): Promise<HookView & { secret: string }> {
  requirePermission(actor, "hook:manage");
  if (input.kind === "command") {
    throw new AppError("unprocessable", {
      detail: "The operator of this installation allows no programs.",
    });
  }
  const secret = input.secret ?? `whsec_${randomKey(SECRET_BYTES).toString("base64")}`;
  const key = { ownerWorkspaceId: actor.workspaceId, id };
  const sealed = seal(secret, secretContext(actor.workspaceId, id), env().ENCRYPTION_KEYS);
  const row = await withWorkspace(actor, async (tx) => {
    const saved = await tx.hook.upsert({
      where: { ownerWorkspaceId_id: key },
      create: {
        ...key,
        kind: "http",
        url: input.url,
        secretSealed: sealed,
        createdAt: clock.now(),
      },
      update: { secretSealed: sealed },
    });
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "hook.created",
      subjectKind: "hook",
      subjectId: id,
    });
    return saved;
  });
  return { ...toView(row), secret };
}

export async function findHooks(actor: Actor, page: PageQuery): Promise<Page<HookView>> {
  requirePermission(actor, "hook:manage");
  const rows = await withWorkspace(actor, (tx) =>
    tx.hook.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(page.after === null ? {} : { id: { gt: page.after } }),
      },
      orderBy: { id: "asc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => row.id, toView);
}

/** @throws AppError not_found */
export async function deleteHook(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "hook:manage");
  await withWorkspace(actor, async (tx) => {
    const { count } = await tx.hook.deleteMany({
      where: { ownerWorkspaceId: actor.workspaceId, id },
    });
    if (count === 0) throw new AppError("not_found");
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "hook.deleted",
      subjectKind: "hook",
      subjectId: id,
    });
  });
}

/** What was sent to a hook, the latest first. @throws AppError not_found */
export async function findDeliveries(
  actor: Actor,
  hookId: string,
  page: PageQuery,
): Promise<Page<HookDeliveryView>> {
  requirePermission(actor, "hook:manage");
  const { workspaceId: ownerWorkspaceId } = actor;
  const rows = await withWorkspace(actor, async (tx) => {
    const known = await tx.hook.count({ where: { ownerWorkspaceId, id: hookId } });
    if (known === 0) throw new AppError("not_found");
    return tx.hookDelivery.findMany({
      where: {
        ownerWorkspaceId,
        hookId,
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      orderBy: { id: "desc" },
      take: page.limit + 1,
    });
  });
  return toPage(
    rows,
    page.limit,
    (row) => row.id,
    (row) => ({
      id: row.id,
      event: row.event,
      status: row.status,
      attempts: row.attemptCount,
      response_status: row.responseStatus,
      detail: row.detail,
      created_at: row.createdAt.toISOString(),
      updated_at: row.updatedAt.toISOString(),
    }),
  );
}

/** Queues one delivery per active hook, in the transaction that verified the publication. */
export async function queueHooks(
  tx: Tx,
  publication: Publication,
  document: PublishableDocument,
  outcome: "verified" | "unpublished",
): Promise<void> {
  const { ownerWorkspaceId: workspaceId } = publication;
  const hooks = await tx.hook.findMany({
    where: { ownerWorkspaceId: workspaceId, disabledAt: null },
  });
  const event = eventOf(publication, outcome);
  for (const hook of hooks) {
    const deliveryId = newId();
    const now = clock.now();
    await tx.hookDelivery.create({
      data: {
        ownerWorkspaceId: workspaceId,
        id: deliveryId,
        hookId: hook.id,
        event,
        payload: {
          type: event,
          timestamp: now.toISOString(),
          data: {
            publication_id: publication.id,
            article_id: publication.articleId,
            destination_id: publication.destinationId,
            revision: publication.revisionNumber,
            title: document.title,
            slug: document.slug,
          },
        },
        status: "queued",
        createdAt: now,
        updatedAt: now,
      },
    });
    await enqueueDelivery(tx, workspaceId, deliveryId);
  }
}

/** Gives a delivery to the workers. */
export async function enqueueDelivery(
  tx: Tx,
  workspaceId: string,
  deliveryId: string,
): Promise<void> {
  await enqueue(tx, { queue: "deliver-hook", workspaceId, payload: { workspaceId, deliveryId } });
}

function eventOf(publication: Publication, outcome: "verified" | "unpublished"): string {
  if (outcome === "unpublished") return "article.unpublished";
  return publication.generation === 1 ? "article.published" : "article.updated";
}

/** Sends one delivery. Throws when it should be sent again: the queue waits and hands it out anew. */
export async function deliverHook(job: HookJob, signal: AbortSignal): Promise<void> {
  const { workspaceId, deliveryId } = job;
  const delivery = await withWorkspace(job, (tx) =>
    tx.hookDelivery.findFirst({
      where: { ownerWorkspaceId: workspaceId, id: deliveryId, status: "queued" },
      include: { hook: true },
    }),
  );
  if (delivery === null || delivery.hook.disabledAt !== null) return;
  const { hook } = delivery;
  const secret = open(
    hook.secretSealed,
    secretContext(workspaceId, hook.id),
    env().ENCRYPTION_KEYS,
  );
  const body = JSON.stringify(delivery.payload);
  const result = await send({
    url: hook.url,
    workspaceId,
    headers: signedHeaders(deliveryId, body, secret),
    body,
    signal,
  });
  const attempts = delivery.attemptCount + 1;
  const isOver = result.isDelivered || result.status === 410 || attempts >= DELIVERY_ATTEMPTS_MAX;
  await withWorkspace(job, async (tx) => {
    await tx.hookDelivery.updateMany({
      where: { ownerWorkspaceId: workspaceId, id: deliveryId },
      data: {
        attemptCount: attempts,
        responseStatus: result.status,
        detail: result.detail,
        status: result.isDelivered ? "delivered" : isOver ? "failed" : "queued",
        updatedAt: clock.now(),
      },
    });
    if (result.status === 410) {
      await tx.hook.updateMany({
        where: { ownerWorkspaceId: workspaceId, id: hook.id },
        data: { disabledAt: clock.now() },
      });
    }
  });
  if (!isOver) throw new Error(`Hook delivery ${deliveryId}: ${result.detail}`);
}

interface Sending {
  readonly url: string;
  readonly workspaceId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

async function send(
  sending: Sending,
): Promise<{ isDelivered: boolean; status: number | null; detail: string }> {
  const { url, ...init } = sending;
  try {
    const { status } = await safeFetch(url, { purpose: "webhook", method: "POST", ...init });
    const isDelivered = status >= 200 && status < 300;
    return { isDelivered, status, detail: `The receiver answered with status ${status}.` };
  } catch (error) {
    const failure = describeOutboundFailure(error);
    if (failure === null) throw error;
    return { isDelivered: false, status: null, detail: failure.message };
  }
}

/** The three headers of Standard Webhooks: id, time and HMAC-SHA-256 over both and the body. */
export function signedHeaders(id: string, body: string, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(clock.now().getTime() / 1000));
  const key = secret.startsWith("whsec_")
    ? Buffer.from(secret.slice(6), "base64")
    : Buffer.from(secret, "utf8");
  const signature = hmacSha256(key, `${id}.${timestamp}.${body}`).toString("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}

function toView(row: {
  id: string;
  url: string;
  disabledAt: Date | null;
  createdAt: Date;
}): HookView {
  return {
    id: row.id,
    kind: "http",
    url: row.url,
    disabled_at: row.disabledAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

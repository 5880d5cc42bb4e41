import { recordEvent } from "@/lib/audit";
import { clock } from "@/lib/platform/clock";
import { type Prisma, type Tx, withWorkspace } from "@/lib/platform/db";
import type { HookKind } from "@/lib/publishing/schema";
import { checkSitemap } from "./check-sitemap";
import type { Attempt, HookEvent, HookOutcome, ProgramReport } from "./hook-event";
import { enqueueDelivery, type HookJob } from "./queue-deliveries";
import { pauseAfter } from "./retry-schedule";
import { runCommand } from "./run-command";
import { sendHttp } from "./send-http";
import { submitToIndexNow } from "./submit-to-indexnow";

type Delivery = Prisma.HookDeliveryGetPayload<{ include: { hook: true } }>;

const ATTEMPTS: Readonly<Record<HookKind, Attempt>> = {
  http: sendHttp,
  indexnow: submitToIndexNow,
  "sitemap-check": checkSitemap,
  command: runCommand,
};

const BUSY_PAUSE_MS = 5_000;

/** When an attempt began and how long it took. */
interface Timing {
  readonly startedAt: Date;
  readonly ms: number;
}

/**
 * Makes one attempt at a delivery and writes down what came of it, with the job of the next attempt in the
 * same transaction. A worker that dies in between leaves the delivery queued: it may be made twice, and its
 * id tells a receiver so.
 */
export async function deliverHook(job: HookJob, shutdown: AbortSignal): Promise<void> {
  const delivery = await findQueued(job);
  if (delivery === null) return;
  const { hook } = delivery;
  if (hook.disabledAt !== null) return giveUp(job, delivery);
  const startedAt = clock.now();
  const startedMs = performance.now();
  const attempt = ATTEMPTS[hook.kind as HookKind];
  const event = delivery.payload as unknown as HookEvent;
  const outcome = await attempt({ id: delivery.id, hook, event }, shutdown);
  if (outcome.verdict === "busy") return putOff(job, delivery);
  // Broken off because the worker stops: that is no attempt, and another worker makes it.
  if (outcome.verdict !== "done") shutdown.throwIfAborted();
  await finish(job, delivery, outcome, {
    startedAt,
    ms: Math.round(performance.now() - startedMs),
  });
}

function findQueued(job: HookJob): Promise<Delivery | null> {
  return withWorkspace(job, (tx) =>
    tx.hookDelivery.findFirst({
      where: { ownerWorkspaceId: job.workspaceId, id: job.deliveryId, status: "queued" },
      include: { hook: true },
    }),
  );
}

async function giveUp(job: HookJob, delivery: Delivery): Promise<void> {
  await withWorkspace(job, (tx) =>
    settle(tx, delivery, {
      status: "failed",
      nextAttemptAt: null,
      detail: "The hook was off when this was due.",
    }),
  );
}

/** Nothing was tried: soon again, and no attempt is counted. */
async function putOff(job: HookJob, delivery: Delivery): Promise<void> {
  const nextAttemptAt = new Date(clock.now().getTime() + BUSY_PAUSE_MS);
  await withWorkspace(job, async (tx) => {
    const isOurs = await settle(tx, delivery, { nextAttemptAt });
    if (isOurs) await enqueueDelivery(tx, job, nextAttemptAt);
  });
}

async function finish(
  job: HookJob,
  delivery: Delivery,
  outcome: HookOutcome,
  timing: Timing,
): Promise<void> {
  const number = delivery.attemptCount + 1;
  const nextAttemptAt = nextAttempt(delivery, outcome);
  await withWorkspace(job, async (tx) => {
    const isOurs = await settle(tx, delivery, {
      attemptCount: number,
      status: statusAfter(outcome, nextAttemptAt),
      nextAttemptAt,
      responseStatus: outcome.status,
      detail: outcome.detail,
    });
    if (!isOurs) return;
    await tx.hookAttempt.create({
      data: {
        ownerWorkspaceId: job.workspaceId,
        deliveryId: delivery.id,
        number,
        ...timing,
        responseStatus: outcome.status,
        detail: outcome.detail,
        ...(outcome.program === undefined ? {} : { program: { ...outcome.program } }),
      },
    });
    if (outcome.program !== undefined) await recordRun(tx, delivery, outcome.program, timing.ms);
    if (outcome.verdict === "gone") await turnOff(tx, delivery);
    if (nextAttemptAt !== null) await enqueueDelivery(tx, job, nextAttemptAt);
  });
}

/** Writes what has become of a delivery, unless somebody else has done so meanwhile. */
async function settle(
  tx: Tx,
  delivery: Delivery,
  data: Prisma.HookDeliveryUpdateManyMutationInput,
): Promise<boolean> {
  const { ownerWorkspaceId, id, attemptCount } = delivery;
  const { count } = await tx.hookDelivery.updateMany({
    where: { ownerWorkspaceId, id, attemptCount, status: "queued" },
    data: { ...data, updatedAt: clock.now() },
  });
  return count > 0;
}

function statusAfter(outcome: HookOutcome, nextAttemptAt: Date | null): string {
  if (outcome.verdict === "done") return "delivered";
  return nextAttemptAt === null ? "failed" : "queued";
}

function nextAttempt(delivery: Delivery, outcome: HookOutcome): Date | null {
  if (outcome.verdict !== "again") return null;
  const tries = delivery.attemptCount + 1 - delivery.attemptsBefore;
  const pause = pauseAfter(delivery.hook.kind as HookKind, tries, outcome.retryAfterMs);
  return pause === null ? null : new Date(clock.now().getTime() + pause);
}

async function recordRun(
  tx: Tx,
  delivery: Delivery,
  run: ProgramReport,
  ms: number,
): Promise<void> {
  await recordEvent(tx, {
    workspaceId: delivery.ownerWorkspaceId,
    userId: null,
    action: "hook.program_run",
    subjectKind: "hook",
    subjectId: delivery.hookId,
    detail: {
      delivery_id: delivery.id,
      argv: JSON.stringify(run.argv),
      exit_code: run.exit_code,
      signal: run.signal,
      ms,
    },
  });
}

async function turnOff(tx: Tx, { ownerWorkspaceId, hookId }: Delivery): Promise<void> {
  await tx.hook.updateMany({
    where: { ownerWorkspaceId, id: hookId, disabledAt: null },
    data: { disabledAt: clock.now(), disabledBy: "receiver" },
  });
}

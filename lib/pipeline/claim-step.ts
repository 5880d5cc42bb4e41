import { findHold, LedgerError, releaseHold, reserve } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import type { Attempt, Run, Step } from "@/prisma/generated/client";
import { endRun } from "./end-run";
import { findSnapshots, lockRun, requireArticle } from "./rows";
import { appendRunState } from "./run-events";
import type { Brief, Outline, Provider, StepName, Writer } from "./schema";
import { planDraft, planOutline } from "./writer";
import type { Assignment, Draft, WritingPlan } from "./writing";

/** The ids of a job on the queue "run-step". */
export interface StepJob {
  readonly workspaceId: string;
  readonly runId: string;
  readonly stepId: string;
}

/** How long a hold lives if nobody comes back for it: longer than any call may take. */
const HOLD_MS = 60 * 60 * 1000;

const OVER_BUDGET =
  "This step may cost more than the budget of the run has left, so it was not begun. Start a new run with a higher budget or a cheaper writer.";
const OUT_OF_FUNDS =
  "This step may cost more than the wallet has left, so it was not begun. Top it up, then try again from this step.";

/** What a worker holds while it works on a step. */
export interface Claim {
  readonly run: Run;
  readonly step: Step;
  readonly attemptId: string;
  readonly attemptNumber: number;
  readonly holdId: string | null;
  readonly work: Work;
}

export type Work =
  | { readonly kind: "sources" }
  | { readonly kind: "outline"; readonly plan: WritingPlan<Outline> }
  | { readonly kind: "draft"; readonly plan: WritingPlan<Draft> }
  | { readonly kind: "checks" }
  | { readonly kind: "review" };

/**
 * Takes a step for one attempt and sets aside what it may cost, in one transaction. Null when there is
 * nothing to do: the step is done, its run has ended, or it was refused for want of money.
 *
 * An attempt that is still "calling" belongs to a worker that died, because the queue gives a job to
 * one worker at a time: nobody knows whether its call was made. Its hold passes to the new attempt, so
 * that the step is settled once whatever happened.
 *
 * The price is the one that is in force now, which is the one that the vendor bills: a run may stand at a
 * gate for weeks after its quote, and its budget is what a person relies on. A hold that is passed on
 * keeps the price that it was worked out from, so that it bounds what is settled against it.
 */
export async function claimStep(job: StepJob): Promise<Claim | null> {
  try {
    return await tryClaim(job);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "insufficient_funds") throw error;
    return refuseForFunds(job, error);
  }
}

/** The wallet said no and took the transaction with it: the refusal is written down by this one. */
async function refuseForFunds(job: StepJob, error: AppError): Promise<null> {
  const { workspaceId } = job;
  return withWorkspace({ workspaceId }, async (tx) => {
    const run = await lockRun(tx, workspaceId, job.runId);
    const step = await tx.step.findFirst({
      where: { ownerWorkspaceId: workspaceId, id: job.stepId },
    });
    if (step === null || !["queued", "running"].includes(run.status)) return null;
    return refuse(tx, run, step, error);
  });
}

async function tryClaim(job: StepJob): Promise<Claim | null> {
  const { workspaceId } = job;
  return withWorkspace({ workspaceId }, async (tx) => {
    const run = await lockRun(tx, workspaceId, job.runId);
    const step = await tx.step.findFirst({
      where: { ownerWorkspaceId: workspaceId, runId: run.id, id: job.stepId },
    });
    if (step === null || !["queued", "running"].includes(step.status)) return null;
    if (!["queued", "running"].includes(run.status)) return null;
    const orphan = await takeOrphan(tx, step);
    if (run.cancelRequestedAt !== null) {
      if (orphan?.holdId != null) await releaseOnCancel(tx, step, orphan.holdId);
      await endRun(tx, run, { status: "cancelled" });
      return null;
    }
    return begin(tx, run, step, orphan);
  });
}

/** Marks an attempt that a dead worker left, and returns it; or one that a stopping worker gave back. */
async function takeOrphan(tx: Tx, step: Step): Promise<Attempt | null> {
  const key = { ownerWorkspaceId: step.ownerWorkspaceId, stepId: step.id };
  const latest = await tx.attempt.findFirst({ where: key, orderBy: { number: "desc" } });
  if (latest === null) return null;
  if (latest.state === "calling") {
    await tx.attempt.updateMany({
      where: { ...key, id: latest.id, state: "calling" },
      data: { state: "unknown", errorCode: "worker_lost", finishedAt: clock.now() },
    });
    return latest;
  }
  return latest.state === "unknown" || latest.state === "cancelled" ? latest : null;
}

async function begin(tx: Tx, run: Run, step: Step, orphan: Attempt | null): Promise<Claim | null> {
  const keptHold = await pendingHoldOf(tx, orphan);
  const prepared = await prepare(tx, run, step, keptHold?.madeAt ?? clock.now());
  if (prepared.kind === "refused") return refuse(tx, run, step, prepared.error);
  const { work } = prepared;
  const { boundNanos, model } = "plan" in work ? work.plan : NOTHING_CALLED;
  const attemptId = newId();
  const holdId = boundNanos === 0n ? null : (keptHold?.id ?? attemptId);
  const isNewHold = holdId === attemptId;
  if (isNewHold && (await isOverBudget(tx, run, boundNanos))) {
    return refuse(tx, run, step, new AppError("budget_exceeded", { detail: OVER_BUDGET }));
  }
  const now = clock.now();
  const number = step.attemptCount + 1;
  const key = { ownerWorkspaceId: step.ownerWorkspaceId, id: step.id };
  await tx.attempt.create({
    data: {
      ownerWorkspaceId: step.ownerWorkspaceId,
      id: attemptId,
      stepId: step.id,
      number,
      state: "calling",
      holdId,
      ...model,
      heldNanos: holdId === null ? 0n : boundNanos,
      startedAt: now,
      heartbeatAt: now,
    },
  });
  const started = await tx.step.update({
    where: { ownerWorkspaceId_id: key },
    data: {
      status: "running",
      attemptCount: number,
      startedAt: step.startedAt ?? now,
      errorCode: null,
      errorDetail: null,
      ...(isNewHold ? { heldNanos: step.heldNanos + boundNanos } : {}),
    },
  });
  const running = await tx.run.update({
    where: { ownerWorkspaceId_id: { ownerWorkspaceId: run.ownerWorkspaceId, id: run.id } },
    data: { status: "running", updatedAt: now },
  });
  await appendRunState(tx, running);
  // Last, so that the workspace's book is locked for one round trip.
  if (isNewHold) {
    await reserveOrThrow(tx, {
      workspaceId: run.ownerWorkspaceId,
      holdId: attemptId,
      amountNanos: boundNanos,
    });
  }
  return { run: running, step: started, attemptId, attemptNumber: number, holdId, work };
}

const NOTHING_CALLED = { boundNanos: 0n, model: null };

/** What an attempt left set aside and nobody has settled or given back since: its first attempt's time and id. */
async function pendingHoldOf(
  tx: Tx,
  orphan: Attempt | null,
): Promise<{ readonly id: string; readonly madeAt: Date } | null> {
  if (orphan === null || orphan.holdId === null) return null;
  const { ownerWorkspaceId, holdId } = orphan;
  if (!(await isPending(tx, ownerWorkspaceId, holdId))) return null;
  const maker = await tx.attempt.findUniqueOrThrow({
    where: { ownerWorkspaceId_id: { ownerWorkspaceId, id: holdId } },
    select: { startedAt: true },
  });
  return { id: holdId, madeAt: maker.startedAt };
}

async function reserveOrThrow(
  tx: Tx,
  hold: { workspaceId: string; holdId: string; amountNanos: bigint },
): Promise<void> {
  try {
    await reserve(tx, { ...hold, expiresAt: new Date(clock.now().getTime() + HOLD_MS) });
  } catch (error) {
    if (error instanceof LedgerError && error.refusal === "insufficient_funds") {
      throw new AppError("insufficient_funds", { detail: OUT_OF_FUNDS, cause: error });
    }
    throw error;
  }
}

/** Ends the run because it may not go on: nothing was called and nothing is held for it. */
async function refuse(tx: Tx, run: Run, step: Step, error: AppError): Promise<null> {
  await endRun(tx, run, {
    status: "failed",
    stepId: step.id,
    error: { code: error.code, message: error.detail ?? error.title },
  });
  return null;
}

type Prepared =
  | { readonly kind: "ready"; readonly work: Work }
  | { readonly kind: "refused"; readonly error: AppError };

async function prepare(tx: Tx, run: Run, step: Step, pricedAt: Date): Promise<Prepared> {
  const name = step.name as StepName;
  if (name === "sources" || name === "checks" || name === "review") {
    return { kind: "ready", work: { kind: name } };
  }
  const writer: Writer = { provider: run.provider as Provider, model: run.model };
  const order = { writer, workspaceId: run.ownerWorkspaceId, pricedAt };
  const assignment = await assignmentOf(tx, run);
  const { outline, snapshots } = assignment;
  try {
    if (snapshots.length === 0) throw new AppError("no_sources");
    if (name === "outline") {
      const plan = await planOutline(tx, order, assignment);
      return { kind: "ready", work: { kind: name, plan } };
    }
    if (outline === null) throw new AppError("wrong_state", { detail: "There is no outline." });
    const plan = await planDraft(tx, order, { ...assignment, outline });
    return { kind: "ready", work: { kind: name, plan } };
  } catch (error) {
    if (error instanceof AppError) return { kind: "refused", error };
    throw error;
  }
}

async function assignmentOf(tx: Tx, run: Run): Promise<Assignment> {
  const article = await requireArticle(tx, run.ownerWorkspaceId, run.articleId);
  return {
    brief: article.brief as unknown as Brief,
    snapshots: await findSnapshots(tx, run.ownerWorkspaceId, run.articleId),
    outline: run.outline as unknown as Outline | null,
  };
}

async function isPending(tx: Tx, workspaceId: string, holdId: string): Promise<boolean> {
  const hold = await findHold(tx, workspaceId, holdId);
  return hold?.state === "pending";
}

async function isOverBudget(tx: Tx, run: Run, boundNanos: bigint): Promise<boolean> {
  if (run.budgetNanos === null) return false;
  const { _sum: sum } = await tx.step.aggregate({
    where: { ownerWorkspaceId: run.ownerWorkspaceId, runId: run.id },
    _sum: { heldNanos: true, releasedNanos: true },
  });
  const committed = (sum.heldNanos ?? 0n) - (sum.releasedNanos ?? 0n);
  return committed + boundNanos > run.budgetNanos;
}

async function releaseOnCancel(tx: Tx, step: Step, holdId: string): Promise<void> {
  if (!(await isPending(tx, step.ownerWorkspaceId, holdId))) return;
  const releasedNanos = await releaseHold(tx, {
    workspaceId: step.ownerWorkspaceId,
    holdId,
    kind: "void",
  });
  await tx.step.updateMany({
    where: { ownerWorkspaceId: step.ownerWorkspaceId, id: step.id },
    data: { releasedNanos: step.releasedNanos + releasedNanos },
  });
}

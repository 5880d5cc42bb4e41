import { findHold, type Hold, releaseHold, settle } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import type { Run, Step } from "@/prisma/generated/client";
import type { Claim } from "./claim-step";
import { endRun } from "./end-run";
import { enqueueStep } from "./enqueue-step";
import type { StepOutcome } from "./perform-step";
import { lockRun } from "./rows";
import { appendRunState } from "./run-events";
import type { Cost } from "./writing";

/** A step is tried this often in a row; a person who retries gives it as many again. */
const ATTEMPTS_IN_A_ROW_MAX = 4;
const RETRY_BASE_MS = 2_000;
const RETRY_MAX_MS = 60_000;

/**
 * Writes down how an attempt ended: output, money, next step and event in one transaction. A worker
 * that was believed dead and comes back finds its attempt no longer "calling": its result is dropped,
 * and nothing is charged for it.
 */
export async function finishStep(claim: Claim, outcome: StepOutcome): Promise<void> {
  const { ownerWorkspaceId: workspaceId, id: runId } = claim.run;
  await withWorkspace({ workspaceId }, async (tx) => {
    const run = await lockRun(tx, workspaceId, runId);
    const step = await tx.step.findFirst({
      where: { ownerWorkspaceId: workspaceId, id: claim.step.id },
    });
    if (step === null || !(await closeAttempt(tx, claim, outcome))) return;
    const money = await resolveMoney(tx, claim, outcome, mayTryAgain(claim, outcome, run));
    const settled = await tx.step.update({
      where: { ownerWorkspaceId_id: { ownerWorkspaceId: workspaceId, id: step.id } },
      data: {
        settledNanos: step.settledNanos + money.chargedNanos,
        releasedNanos: step.releasedNanos + money.releasedNanos,
        ...(money.cost === null ? {} : { usage: usageOf(money.cost) }),
      },
    });
    await tx.attempt.update({
      where: { ownerWorkspaceId_id: { ownerWorkspaceId: workspaceId, id: claim.attemptId } },
      data: { settledNanos: money.chargedNanos },
    });
    await moveOn(tx, claim, outcome, run, settled);
    // Last: the workspace's chain is locked from here to the commit, and no longer.
    await post(tx, claim, money);
  });
}

/** False when the attempt was taken from this worker. */
async function closeAttempt(tx: Tx, claim: Claim, outcome: StepOutcome): Promise<boolean> {
  const state = attemptState(outcome);
  const failure =
    outcome.kind === "failed" ? { errorCode: outcome.code, errorDetail: outcome.message } : {};
  const { count } = await tx.attempt.updateMany({
    where: { ownerWorkspaceId: claim.run.ownerWorkspaceId, id: claim.attemptId, state: "calling" },
    data: {
      state,
      finishedAt: clock.now(),
      ...failure,
      ...(outcome.cost === null
        ? {}
        : {
            costNanos: outcome.cost.costNanos,
            listedNanos: outcome.cost.listedNanos,
            reportedNanos: outcome.cost.reportedNanos,
            isEstimated: outcome.cost.isEstimated,
            usage: outcome.cost.usage ?? {},
            vendorRequestId: outcome.cost.vendorRequestId ?? null,
          }),
    },
  });
  return count === 1;
}

function attemptState(outcome: StepOutcome): string {
  switch (outcome.kind) {
    case "done":
      return "settled";
    case "failed":
      return outcome.isOutcomeUnknown ? "unknown" : "failed";
    case "aborted":
      return "cancelled";
    default:
      return outcome satisfies never;
  }
}

function mayTryAgain(claim: Claim, outcome: StepOutcome, run: Run): boolean {
  if (run.cancelRequestedAt !== null) return false;
  if (outcome.kind === "aborted") return true; // The worker stops; another one goes on.
  return (
    outcome.kind === "failed" &&
    outcome.isRetryable &&
    claim.attemptNumber % ATTEMPTS_IN_A_ROW_MAX !== 0
  );
}

interface Money {
  readonly action: "none" | "settle" | "void";
  readonly cost: Cost | null;
  readonly chargedNanos: bigint;
  readonly releasedNanos: bigint;
}

/** What becomes of the hold. It is kept, without a posting, while nobody knows whether the vendor worked. */
async function resolveMoney(
  tx: Tx,
  claim: Claim,
  outcome: StepOutcome,
  willRetry: boolean,
): Promise<Money> {
  const none: Money = { action: "none", cost: outcome.cost, chargedNanos: 0n, releasedNanos: 0n };
  if (claim.holdId === null) return none;
  const isUnknown = outcome.kind === "failed" && outcome.isOutcomeUnknown;
  if (willRetry && (isUnknown || outcome.kind === "aborted")) return none;
  const hold = await findHold(tx, claim.run.ownerWorkspaceId, claim.holdId);
  const cost = willRetry && outcome.kind === "failed" ? null : outcome.cost;
  switch (hold?.state) {
    case "pending":
      return spend(hold, cost);
    case "voided":
    case "expired":
      return cost === null ? none : chargeLate(tx, hold, cost);
    case "settled":
    case undefined:
      return none;
  }
}

function spend({ amountNanos }: Hold, cost: Cost | null): Money {
  if (cost === null) {
    return { action: "void", cost: null, chargedNanos: 0n, releasedNanos: amountNanos };
  }
  const chargedNanos = cost.chargeNanos <= amountNanos ? cost.chargeNanos : amountNanos;
  return { action: "settle", cost, chargedNanos, releasedNanos: amountNanos - chargedNanos };
}

/** The hold expired while the work was done. Only the ledger can tell what the wallet still pays, so it is asked here. */
async function chargeLate(tx: Tx, { workspaceId, id }: Hold, cost: Cost): Promise<Money> {
  const { chargedNanos } = await settle(tx, {
    workspaceId,
    holdId: id,
    costNanos: cost.chargeNanos,
  });
  return { action: "none", cost, chargedNanos, releasedNanos: 0n };
}

async function post(tx: Tx, claim: Claim, money: Money): Promise<void> {
  const { ownerWorkspaceId: workspaceId } = claim.run;
  const { holdId } = claim;
  if (holdId === null || money.action === "none") return;
  if (money.action === "void") {
    await releaseHold(tx, { workspaceId, holdId, kind: "void" });
    return;
  }
  const costNanos = money.cost?.chargeNanos ?? 0n;
  const { isLate } = await settle(tx, { workspaceId, holdId, costNanos });
  // It expired since it was looked at: what was written of the step is wrong, and is written anew.
  if (isLate) throw new Error("The hold was released while the step was being finished.");
}

async function moveOn(
  tx: Tx,
  claim: Claim,
  outcome: StepOutcome,
  run: Run,
  step: Step,
): Promise<void> {
  if (outcome.kind === "done") {
    const saved = await outcome.save(tx, run);
    await advance(tx, saved, step);
    return;
  }
  if (mayTryAgain(claim, outcome, run)) {
    await tryAgain(tx, claim, outcome, run, step);
    return;
  }
  if (run.cancelRequestedAt !== null || outcome.kind === "aborted") {
    await endRun(tx, run, { status: "cancelled" });
    return;
  }
  await endRun(tx, run, {
    status: "failed",
    stepId: step.id,
    error: { code: outcome.code, message: outcome.message },
  });
}

/** Marks a step as done and gives the next one to the workers, or opens the gate that waits for a person. */
export async function advance(tx: Tx, run: Run, step: Step): Promise<void> {
  const now = clock.now();
  const { ownerWorkspaceId, id: runId } = run;
  const isReview = step.name === "review";
  await tx.step.updateMany({
    where: { ownerWorkspaceId, id: step.id },
    data: isReview ? { status: "waiting" } : { status: "succeeded", finishedAt: now },
  });
  if (run.cancelRequestedAt !== null) {
    await endRun(tx, run, { status: "cancelled" });
    return;
  }
  if (isReview || step.name === "outline") {
    await update(tx, run, {
      status: "waiting",
      waitingFor: isReview ? "review" : "outline",
      updatedAt: now,
    });
    return;
  }
  const next = await tx.step.findFirst({
    where: { ownerWorkspaceId, runId, position: { gt: step.position } },
    orderBy: { position: "asc" },
  });
  if (next === null) {
    await endRun(tx, run, { status: "succeeded" });
    return;
  }
  await queueStep(tx, run, next);
}

/** Gives a step of a run to the workers and says so to whoever follows the run. */
export async function queueStep(tx: Tx, run: Run, step: Step): Promise<void> {
  await tx.step.updateMany({
    where: { ownerWorkspaceId: run.ownerWorkspaceId, id: step.id },
    data: { status: "queued" },
  });
  await update(tx, run, { status: "running", waitingFor: null, updatedAt: clock.now() });
  await enqueueStep(tx, run.ownerWorkspaceId, run.id, step.id);
}

async function tryAgain(
  tx: Tx,
  claim: Claim,
  outcome: StepOutcome,
  run: Run,
  step: Step,
): Promise<void> {
  const failure =
    outcome.kind === "failed" ? { errorCode: outcome.code, errorDetail: outcome.message } : {};
  await tx.step.updateMany({
    where: { ownerWorkspaceId: run.ownerWorkspaceId, id: step.id },
    data: { status: "queued", ...failure },
  });
  await update(tx, run, { updatedAt: clock.now() });
  const waitMs = outcome.kind === "failed" ? backOff(claim.attemptNumber, outcome.retryAfterMs) : 0;
  const startAfter = new Date(clock.now().getTime() + waitMs);
  await enqueueStep(tx, run.ownerWorkspaceId, run.id, step.id, startAfter);
}

function backOff(attemptNumber: number, retryAfterMs: number | undefined): number {
  const exponential = RETRY_BASE_MS * 2 ** ((attemptNumber - 1) % ATTEMPTS_IN_A_ROW_MAX);
  return Math.min(RETRY_MAX_MS, Math.max(exponential, retryAfterMs ?? 0));
}

async function update(
  tx: Tx,
  run: Run,
  data: { status?: string; waitingFor?: string | null; updatedAt: Date },
): Promise<void> {
  const updated = await tx.run.update({
    where: { ownerWorkspaceId_id: { ownerWorkspaceId: run.ownerWorkspaceId, id: run.id } },
    data,
  });
  await appendRunState(tx, updated);
}

function usageOf(cost: Cost): Record<string, number | boolean> {
  return { ...(cost.usage ?? {}), ...(cost.isEstimated ? { is_estimated: true } : {}) };
}

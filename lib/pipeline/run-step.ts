import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { announce } from "@/lib/platform/notify";
import { type Claim, claimStep, type StepJob } from "./claim-step";
import { finishStep } from "./finish-step";
import { perform, type StepOutcome } from "./perform-step";
import { appendProgress } from "./run-events";

const HEARTBEAT_MS = 1_000;
const PROGRESS_MS = 500;

/**
 * Runs one step: claim (one transaction), work (no transaction), finish (one transaction). A crash
 * between any two of these leaves rows that the next worker goes on from; a step that is done already
 * is left alone, so a job that comes twice does nothing the second time.
 */
export async function runStep(job: StepJob, shutdown: AbortSignal): Promise<void> {
  const claim = await claimStep(job);
  if (claim === null) return;
  await announce(job.runId);
  const watch = watchForCancel(claim);
  const progress = collectProgress(claim);
  let outcome: StepOutcome;
  try {
    outcome = await perform(claim, AbortSignal.any([watch.signal, shutdown]), progress.add);
  } catch (error) {
    log.error("step.crashed", error, { runId: job.runId, step: claim.step.name });
    outcome = {
      kind: "failed",
      code: "internal",
      message:
        "Something went wrong on our side. Try again; if it stays, tell your operator the run's id.",
      isRetryable: false,
      isOutcomeUnknown: false,
      cost: null,
    };
  } finally {
    watch.stop();
    await progress.stop();
  }
  await finishStep(claim, outcome);
  await announce(job.runId);
}

/** Keeps the attempt's heartbeat and aborts the work when a person has cancelled the run. */
function watchForCancel(claim: Claim): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const { ownerWorkspaceId: workspaceId, id: runId } = claim.run;
  const look = async (): Promise<void> => {
    const isCancelled = await withWorkspace({ workspaceId }, async (tx) => {
      await tx.attempt.updateMany({
        where: { ownerWorkspaceId: workspaceId, id: claim.attemptId, state: "calling" },
        data: { heartbeatAt: clock.now() },
      });
      const run = await tx.run.findFirst({
        where: { ownerWorkspaceId: workspaceId, id: runId },
        select: { cancelRequestedAt: true },
      });
      return run === null || run.cancelRequestedAt !== null;
    });
    if (isCancelled) controller.abort();
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.warn("heartbeat.failed", { error: String(error), runId }));
  }, HEARTBEAT_MS);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}

/** Text as it is written, handed to followers in pieces of half a second. */
function collectProgress(claim: Claim): { add(delta: string): void; stop(): Promise<void> } {
  let pending = "";
  let sending: Promise<void> = Promise.resolve();
  const flush = (): void => {
    if (pending === "") return;
    const text = pending;
    pending = "";
    const { ownerWorkspaceId: workspaceId, id } = claim.run;
    sending = sending
      .then(() =>
        withWorkspace({ workspaceId }, (tx) =>
          appendProgress(
            tx,
            { ownerWorkspaceId: workspaceId, id },
            { step: claim.step.name, text },
          ),
        ),
      )
      .then(() => announce(id))
      .catch((error: unknown) => log.warn("progress.failed", { error: String(error), runId: id }));
  };
  const timer = setInterval(flush, PROGRESS_MS);
  return {
    add: (delta) => {
      pending += delta;
    },
    stop: async () => {
      clearInterval(timer);
      flush();
      await sending;
    },
  };
}

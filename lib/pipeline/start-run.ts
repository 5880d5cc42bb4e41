import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { getWallet } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { isUniqueViolation, type Tx, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { announce } from "@/lib/platform/notify";
import { enqueueStep, orderedSteps } from "./enqueue-step";
import { quoteSteps } from "./quote-run";
import { findSteps, lockArticle, lockRun } from "./rows";
import { appendRunState } from "./run-events";
import { runInProgress } from "./run-in-progress";
import { toRunView } from "./run-view";
import type { RunView, StartRunInput, StepName } from "./schema";

/**
 * Starts a run of an article: steps, first job and audit event commit together, or not at all. The same
 * id again answers with the run that it started the first time; a unique index decides between two runs
 * of one article at once.
 * @throws AppError not_found | run_in_progress | no_sources | insufficient_funds | budget_exceeded | model_not_priced
 */
export async function startRun(
  actor: Actor,
  articleId: string,
  id: string,
  input: StartRunInput,
): Promise<RunView> {
  requirePermission(actor, "run:start");
  const stepNames = orderedSteps(input.steps);
  const key = { ownerWorkspaceId: actor.workspaceId, id };
  try {
    const view = await withWorkspace(actor, async (tx) => {
      // Locked first: two requests with one id at once are one run, not a run and a refusal.
      await lockArticle(tx, actor.workspaceId, articleId);
      const known = await tx.run.findFirst({ where: key });
      if (known !== null) return toRunView(known, await findSteps(tx, actor.workspaceId, id));
      await requireSomeSource(tx, actor.workspaceId, articleId);
      const quote = await quoteSteps(tx, actor.workspaceId, articleId, input.writer, stepNames);
      const budgetNanos = input.budget_nanos === undefined ? null : BigInt(input.budget_nanos);
      await requireFunds(tx, actor.workspaceId, quote.totalNanos, budgetNanos);
      return insertRun(tx, actor, {
        articleId,
        id,
        input,
        stepNames,
        quoteNanos: quote.totalNanos,
        budgetNanos,
      });
    });
    await announce(id);
    return view;
  } catch (error) {
    if (isUniqueViolation(error)) throw runInProgress();
    throw error;
  }
}

interface NewRun {
  readonly articleId: string;
  readonly id: string;
  readonly input: StartRunInput;
  readonly stepNames: readonly StepName[];
  readonly quoteNanos: bigint;
  readonly budgetNanos: bigint | null;
}

async function insertRun(tx: Tx, actor: Actor, run: NewRun): Promise<RunView> {
  const { workspaceId } = actor;
  const now = clock.now();
  await tx.run.create({
    data: {
      ownerWorkspaceId: workspaceId,
      id: run.id,
      articleId: run.articleId,
      provider: run.input.writer.provider,
      model: run.input.writer.model,
      status: "queued",
      budgetNanos: run.budgetNanos,
      quoteNanos: run.quoteNanos,
      createdBy: actor.userId,
      createdAt: now,
      updatedAt: now,
    },
  });
  const steps = run.stepNames.map((name, index) => ({
    ownerWorkspaceId: workspaceId,
    id: newId(),
    runId: run.id,
    position: index + 1,
    name,
    status: index === 0 ? "queued" : "pending",
  }));
  await tx.step.createMany({ data: steps });
  await recordEvent(tx, {
    workspaceId,
    userId: actor.userId,
    action: "run.started",
    subjectKind: "run",
    subjectId: run.id,
    detail: { provider: run.input.writer.provider, model: run.input.writer.model },
  });
  const started = await lockRun(tx, workspaceId, run.id);
  await appendRunState(tx, started);
  const [first] = steps;
  if (first !== undefined) await enqueueStep(tx, workspaceId, run.id, first.id);
  return toRunView(started, await findSteps(tx, workspaceId, run.id));
}

async function requireSomeSource(tx: Tx, workspaceId: string, articleId: string): Promise<void> {
  const usable = await tx.source.count({
    where: {
      ownerWorkspaceId: workspaceId,
      articleId,
      status: { in: ["pending", "fetching", "ready"] },
    },
  });
  if (usable === 0)
    throw new AppError("no_sources", { detail: "Add at least one source that can be read." });
}

async function requireFunds(
  tx: Tx,
  workspaceId: string,
  totalNanos: bigint,
  budgetNanos: bigint | null,
): Promise<void> {
  if (budgetNanos !== null && totalNanos > budgetNanos) {
    throw new AppError("budget_exceeded", {
      detail:
        "The steps of this run may cost more than its budget. Raise the budget or take a cheaper writer.",
    });
  }
  if (totalNanos === 0n) return;
  const { availableNanos } = await getWallet(tx, workspaceId);
  if (totalNanos > availableNanos) {
    throw new AppError("insufficient_funds", {
      detail:
        "The steps of this run may cost more than the wallet has left. Top it up or take a cheaper writer.",
    });
  }
}

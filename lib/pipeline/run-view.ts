import type { Run, Step } from "@/prisma/generated/client";
import type {
  ErrorView,
  Outline,
  Provider,
  RunStatus,
  RunView,
  StepName,
  StepStatus,
  StepView,
} from "./schema";

/** What a run looks like from outside. Sums are over its steps. */
export function toRunView(run: Run, steps: readonly Step[]): RunView {
  const sum = (of: (step: Step) => bigint): string =>
    String(steps.reduce((total, step) => total + of(step), 0n));
  return {
    id: run.id,
    article_id: run.articleId,
    writer: { provider: run.provider as Provider, model: run.model },
    status: run.status as RunStatus,
    waiting_for: run.waitingFor as RunView["waiting_for"],
    ...(run.outline === null ? {} : { outline: run.outline as unknown as Outline }),
    revision: run.revisionNumber,
    budget_nanos: run.budgetNanos === null ? null : String(run.budgetNanos),
    quote_nanos: String(run.quoteNanos),
    held_nanos: sum((step) => step.heldNanos),
    settled_nanos: sum((step) => step.settledNanos),
    released_nanos: sum((step) => step.releasedNanos),
    steps: steps.map(toStepView),
    ...errorOf(run),
    created_at: run.createdAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
  };
}

function toStepView(step: Step): StepView {
  const { is_estimated: estimated, ...usage } = (step.usage ?? {}) as Record<
    string,
    number | boolean
  >;
  return {
    id: step.id,
    name: step.name as StepName,
    status: step.status as StepStatus,
    attempts: step.attemptCount,
    held_nanos: String(step.heldNanos),
    settled_nanos: String(step.settledNanos),
    released_nanos: String(step.releasedNanos),
    usage: step.usage === null ? null : (usage as Record<string, number>),
    is_estimated: estimated === true,
    started_at: step.startedAt?.toISOString() ?? null,
    finished_at: step.finishedAt?.toISOString() ?? null,
    ...errorOf(step),
    ...(step.comment === null ? {} : { comment: step.comment }),
  };
}

function errorOf(row: { errorCode: string | null; errorDetail: string | null }): {
  error?: ErrorView;
} {
  if (row.errorCode === null) return {};
  return { error: { code: row.errorCode, message: row.errorDetail ?? "" } };
}

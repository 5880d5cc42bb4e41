import { type Actor, requirePermission } from "@/lib/identity";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { orderedSteps } from "./enqueue-step";
import { findSnapshots, requireArticle } from "./rows";
import type { Brief, Outline, QuoteInput, QuoteView, StepName, Writer } from "./schema";
import { planDraft, planOutline } from "./writer";
import type { Assignment } from "./writing";

interface Quote {
  readonly steps: readonly { readonly name: StepName; readonly boundNanos: bigint }[];
  readonly totalNanos: bigint;
}

/** What a run may cost at most, step by step, before anything is spent. @throws AppError not_found | model_not_priced */
export async function quoteRun(
  actor: Actor,
  articleId: string,
  input: QuoteInput,
): Promise<QuoteView> {
  requirePermission(actor, "workspace:read");
  const stepNames = orderedSteps(input.steps);
  const quote = await withWorkspace(actor, (tx) =>
    quoteSteps(tx, actor.workspaceId, articleId, input.writer, stepNames),
  );
  return {
    writer: input.writer,
    steps: quote.steps.map((step) => ({
      name: step.name,
      upper_bound_nanos: String(step.boundNanos),
    })),
    total_nanos: String(quote.totalNanos),
  };
}

/** The bounds inside the caller's transaction, from the sources as they are read by now. */
export async function quoteSteps(
  tx: Tx,
  workspaceId: string,
  articleId: string,
  writer: Writer,
  stepNames: readonly StepName[],
): Promise<Quote> {
  const article = await requireArticle(tx, workspaceId, articleId);
  const assignment: Assignment = {
    brief: article.brief as unknown as Brief,
    snapshots: await findSnapshots(tx, workspaceId, articleId),
    outline: null,
  };
  const steps = stepNames.map((name) => ({
    name,
    boundNanos: boundOf(name, writer, assignment, workspaceId),
  }));
  return { steps, totalNanos: steps.reduce((sum, step) => sum + step.boundNanos, 0n) };
}

function boundOf(
  name: StepName,
  writer: Writer,
  assignment: Assignment,
  workspaceId: string,
): bigint {
  switch (name) {
    case "outline":
      return planOutline(writer, assignment, workspaceId).boundNanos;
    case "draft":
      return planDraft(writer, { ...assignment, outline: LARGEST_OUTLINE }, workspaceId).boundNanos;
    case "sources":
    case "checks":
    case "review":
      return 0n;
    default:
      return name satisfies never;
  }
}

/** The outline is not written yet when a quote is made: the bound takes one of the largest size. */
const OUTLINE_BYTES = 16_000;
const LARGEST_OUTLINE: Outline = {
  title: "",
  sections: [{ heading: "", intent: "x".repeat(OUTLINE_BYTES), evidence: [] }],
};

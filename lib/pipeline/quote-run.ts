import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { orderedSteps } from "./enqueue-step";
import { findSnapshots, requireArticle } from "./rows";
import type { Brief, Outline, QuoteInput, QuoteView, StepName, Writer } from "./schema";
import { type Order, planDraft, planOutline } from "./writer";
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
  const order = { writer, workspaceId, pricedAt: clock.now() };
  const steps: { name: StepName; boundNanos: bigint }[] = [];
  for (const name of stepNames)
    steps.push({ name, boundNanos: await boundOf(tx, name, order, assignment) });
  return { steps, totalNanos: steps.reduce((sum, step) => sum + step.boundNanos, 0n) };
}

async function boundOf(
  tx: Tx,
  name: StepName,
  order: Order,
  assignment: Assignment,
): Promise<bigint> {
  switch (name) {
    case "outline":
      return (await planOutline(tx, order, assignment)).boundNanos;
    case "draft":
      return (await planDraft(tx, order, { ...assignment, outline: LARGEST_OUTLINE })).boundNanos;
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

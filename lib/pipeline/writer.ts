import type { Tx } from "@/lib/platform/db";
import { requireAiModel } from "./ai-models";
import { planAiDraft, planAiOutline } from "./ai-writer";
import { digestDraft, digestOutline } from "./digest";
import { type Outline, SOURCE_DIGEST, type Writer } from "./schema";
import type { Assignment, Cost, Draft, WritingPlan } from "./writing";

const FREE: Cost = {
  chargeNanos: 0n,
  costNanos: 0n,
  listedNanos: null,
  reportedNanos: null,
  usage: null,
  isEstimated: false,
};

/** Who writes, for which workspace, and the time whose prices count. */
export interface Order {
  readonly writer: Writer;
  readonly workspaceId: string;
  readonly pricedAt: Date;
}

/** Plans the outline of an article. @throws AppError writer_unavailable | model_not_priced */
export async function planOutline(
  tx: Tx,
  order: Order,
  assignment: Assignment,
): Promise<WritingPlan<Outline>> {
  if (isSourceDigest(order.writer)) return freePlan(() => digestOutline(assignment));
  const model = await requireAiModel(tx, order.writer, order.pricedAt);
  return planAiOutline(model, assignment, order.workspaceId);
}

/** Plans the draft along an approved outline. @throws AppError writer_unavailable | model_not_priced */
export async function planDraft(
  tx: Tx,
  order: Order,
  assignment: Assignment & { readonly outline: Outline },
): Promise<WritingPlan<Draft>> {
  if (isSourceDigest(order.writer))
    return freePlan(() => digestDraft({ ...assignment, outline: withoutGaps(assignment.outline) }));
  const model = await requireAiModel(tx, order.writer, order.pricedAt);
  return planAiDraft(model, assignment, order.workspaceId);
}

function freePlan<Value>(make: () => Value): WritingPlan<Value> {
  return {
    boundNanos: 0n,
    model: null,
    write: async () => ({ kind: "written", value: make(), cost: FREE }),
  };
}

/** The digest's types have no undefined members, only absent ones. */
function withoutGaps({ title, sections }: Outline) {
  return {
    title,
    sections: sections.map(({ heading, intent, evidence }) => ({
      heading,
      evidence,
      ...(intent === undefined ? {} : { intent }),
    })),
  };
}

function isSourceDigest(writer: Writer): boolean {
  return writer.provider === SOURCE_DIGEST.provider && writer.model === SOURCE_DIGEST.model;
}

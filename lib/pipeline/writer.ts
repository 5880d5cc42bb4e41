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

/** Plans the outline of an article. @throws AppError writer_unavailable | model_not_priced */
export function planOutline(
  writer: Writer,
  assignment: Assignment,
  workspaceId: string,
): WritingPlan<Outline> {
  if (isSourceDigest(writer)) return freePlan(() => digestOutline(assignment));
  return planAiOutline(requireAiModel(writer), assignment, workspaceId);
}

/** Plans the draft along an approved outline. @throws AppError writer_unavailable | model_not_priced */
export function planDraft(
  writer: Writer,
  assignment: Assignment & { readonly outline: Outline },
  workspaceId: string,
): WritingPlan<Draft> {
  if (isSourceDigest(writer))
    return freePlan(() => digestDraft({ ...assignment, outline: withoutGaps(assignment.outline) }));
  return planAiDraft(requireAiModel(writer), assignment, workspaceId);
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

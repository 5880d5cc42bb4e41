import { z } from "zod";
import { type AiOutcome, createAiProvider, estimateInput } from "@/lib/adapters/ai";
import { formatCitation } from "@/lib/markdown";
import { fetchFor } from "@/lib/outbound";
import type { AiModel } from "./ai-models";
import { draftPrompt, outlinePrompt, SYSTEM } from "./ai-prompts";
import { type BilledOutcome, callCost, chargeBound } from "./call-cost";
import type { SourceSnapshot } from "./rows";
import type { Outline } from "./schema";
import type { Assignment, Cost, Draft, WritingPlan, Written } from "./writing";

const OUTLINE_TOKENS_MAX = 6_000;
const TOKENS_PER_WORD_MAX = 3;
const DRAFT_TOKENS_MIN = 4_000;
const WORDS_DEFAULT = 1_000;

// Every key is there and may be null: the strict mode of some vendors wants it so.
const OutlineAnswer = z.object({
  title: z.string(),
  sections: z.array(
    z.object({
      heading: z.string(),
      intent: z.string().nullable(),
      evidence: z.array(z.object({ source: z.number(), quote: z.string() })),
    }),
  ),
});

const DraftAnswer = z.object({
  title: z.string(),
  description: z.string(),
  markdown: z.string(),
  citations: z.array(z.object({ key: z.string(), source: z.number(), quote: z.string() })),
});

/** Has a model write an outline from the brief and the sources. */
export function planAiOutline(
  model: AiModel,
  assignment: Assignment,
  workspaceId: string,
): WritingPlan<Outline> {
  return plan(model, workspaceId, {
    prompt: outlinePrompt(assignment),
    schema: OutlineAnswer,
    maxOutputTokens: OUTLINE_TOKENS_MAX,
    toValue: (answer) => toOutline(answer, assignment.snapshots),
  });
}

/** Has a model write the text along an approved outline. */
export function planAiDraft(
  model: AiModel,
  assignment: Assignment & { readonly outline: Outline },
  workspaceId: string,
): WritingPlan<Draft> {
  const words = assignment.brief.word_count ?? WORDS_DEFAULT;
  return plan(model, workspaceId, {
    prompt: draftPrompt(assignment),
    schema: DraftAnswer,
    maxOutputTokens: DRAFT_TOKENS_MIN + words * TOKENS_PER_WORD_MAX,
    toValue: (answer) => toDraft(answer, assignment.snapshots),
  });
}

interface Piece<Answer, Value> {
  readonly prompt: string;
  readonly schema: z.ZodType<Answer>;
  readonly maxOutputTokens: number;
  toValue(answer: Answer): Value;
}

function plan<Answer, Value>(
  model: AiModel,
  workspaceId: string,
  piece: Piece<Answer, Value>,
): WritingPlan<Value> {
  const { prompt, schema, maxOutputTokens } = piece;
  const input = estimateInput({ system: SYSTEM, prompt, schema });
  const bound = { ...input, maxOutputTokens };
  const { kind, priceId, marginBps } = model;
  return {
    boundNanos: chargeBound(model, bound),
    model: { provider: kind, model: model.model, priceId, marginBps },
    write: async ({ idempotencyKey, signal, onText }) => {
      const provider = createAiProvider(model.kind, {
        apiKey: model.apiKey,
        ...(model.baseUrl === undefined ? {} : { baseUrl: model.baseUrl }),
        fetch: fetchFor("ai", { workspaceId }),
      });
      const outcome = await provider.generate({
        model: model.model,
        system: SYSTEM,
        prompt,
        schema,
        maxOutputTokens,
        idempotencyKey,
        signal,
        onText,
      });
      return toWritten(outcome, piece, (billed) => callCost(model, bound, billed));
    },
  };
}

function toWritten<Answer, Value>(
  outcome: AiOutcome,
  piece: Piece<Answer, Value>,
  toCost: (outcome: BilledOutcome) => Cost,
): Written<Value> {
  switch (outcome.kind) {
    case "finished": {
      const parsed = piece.schema.safeParse(outcome.object);
      if (parsed.success)
        return { kind: "written", value: piece.toValue(parsed.data), cost: toCost(outcome) };
      return malformed(toCost(outcome));
    }
    case "malformed":
      return malformed(toCost(outcome));
    case "rejected":
      return {
        kind: "failed",
        code: `writer_${outcome.reason}`,
        message: outcome.message,
        isRetryable: outcome.reason === "rate_limited",
        ...(outcome.retryAfterMs === undefined ? {} : { retryAfterMs: outcome.retryAfterMs }),
        isOutcomeUnknown: false,
        cost: null,
      };
    case "unavailable":
      return {
        kind: "failed",
        code: `writer_${outcome.reason}`,
        message: outcome.message,
        isRetryable: true,
        ...(outcome.retryAfterMs === undefined ? {} : { retryAfterMs: outcome.retryAfterMs }),
        isOutcomeUnknown: outcome.sent,
        cost: outcome.partialText === "" ? null : toCost(outcome),
      };
    case "aborted":
      return { kind: "aborted", cost: outcome.sent ? toCost(outcome) : null };
    default:
      return outcome satisfies never;
  }
}

/** Paid for and of no use: the amount is settled and the step fails, so that a person decides what next. */
function malformed<Value>(cost: Cost): Written<Value> {
  return {
    kind: "failed",
    code: "writer_malformed",
    message:
      "The model's answer did not have the form that was asked for. Try again, or choose another model.",
    isRetryable: false,
    isOutcomeUnknown: false,
    cost,
  };
}

function toOutline(
  answer: z.infer<typeof OutlineAnswer>,
  snapshots: readonly SourceSnapshot[],
): Outline {
  return {
    title: answer.title.slice(0, 200),
    sections: answer.sections.slice(0, 30).map((section) => ({
      heading: section.heading.slice(0, 300),
      ...(section.intent === null ? {} : { intent: section.intent.slice(0, 1_000) }),
      evidence: section.evidence.flatMap(({ source, quote }) => {
        const snapshot = snapshots[source - 1];
        return snapshot === undefined
          ? []
          : [{ source_id: snapshot.id, quote: quote.slice(0, 4_000) }];
      }),
    })),
  };
}

/** The model cites by number; the stored text cites snapshots by id. What it made up, the checks find. */
function toDraft(answer: z.infer<typeof DraftAnswer>, snapshots: readonly SourceSnapshot[]): Draft {
  const definitions = answer.citations.flatMap(({ key, source, quote }) => {
    const snapshot = snapshots[source - 1];
    return snapshot === undefined ? [] : [formatCitation(key, snapshot.id, quote)];
  });
  return {
    title: answer.title.slice(0, 200),
    markdown: `${answer.markdown.trim()}\n\n${definitions.join("\n")}\n`,
    meta: { description: answer.description.slice(0, 500) },
  };
}

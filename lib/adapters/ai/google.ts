import { createGoogle } from "@ai-sdk/google";
import { z } from "zod";
import { count, remainder, usageOf } from "./usage";
import type { UsageReading, Vendor } from "./vendor";

const EVENT = z.object({
  usageMetadata: z.object({
    promptTokenCount: z.number().int().nonnegative(),
    candidatesTokenCount: count,
    thoughtsTokenCount: count,
    toolUsePromptTokenCount: count,
    cachedContentTokenCount: count,
  }),
  candidates: z
    .array(z.object({ finishReason: z.string().nullish() }))
    .nullish()
    .catch(undefined),
});

export const google: Vendor = {
  defaultBaseUrl: "https://generativelanguage.googleapis.com/v1beta",
  createModel: ({ apiKey, baseUrl, fetch }, model) =>
    createGoogle({ apiKey, baseURL: baseUrl, fetch })(model),
  readUsage,
};

/** Every event carries the counts so far; those beside a finish reason are the last. */
function readUsage(event: unknown, previous: UsageReading | undefined): UsageReading | undefined {
  const parsed = EVENT.safeParse(event);
  if (!parsed.success) return undefined;
  const { usageMetadata: counts, candidates } = parsed.data;
  const cacheReadTokens = counts.cachedContentTokenCount ?? 0;
  const isFinished = (candidates ?? []).some(
    ({ finishReason }) => typeof finishReason === "string",
  );
  return {
    usage: usageOf({
      // Tool prompts are billed as input, yet are not part of promptTokenCount.
      inputTokens:
        remainder(counts.promptTokenCount, cacheReadTokens) + (counts.toolUsePromptTokenCount ?? 0),
      cacheReadTokens,
      outputTokens: (counts.candidatesTokenCount ?? 0) + (counts.thoughtsTokenCount ?? 0),
    }),
    isFinal: isFinished || previous?.isFinal === true,
  };
}

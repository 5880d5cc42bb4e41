import { z } from "zod";
import type { AiUsage } from "./port";
import type { UsageReading } from "./vendor";

/** A token count. Absent, null, or nonsense counts as not given. */
export const count = z.number().int().nonnegative().nullish().catch(undefined);

const NOTHING: AiUsage = {
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  webSearches: 0,
  requests: 1,
};

/** A usage from what is known of it. One request, and zero for the rest. */
export function usageOf(known: Partial<AiUsage>): AiUsage {
  return { ...NOTHING, ...known };
}

/** `total` without the parts that are counted elsewhere; never below zero, whatever the vendor says. */
export function remainder(total: number, ...parts: readonly number[]): number {
  return Math.max(0, total - parts.reduce((sum, part) => sum + part, 0));
}

const CHAT_EVENT = z.object({
  usage: z.object({
    prompt_tokens: z.number().int().nonnegative(),
    completion_tokens: z.number().int().nonnegative(),
    reasoning_tokens: count,
    prompt_cache_hit_tokens: count,
    num_search_queries: count,
    prompt_tokens_details: z.object({ cached_tokens: count }).nullish(),
    cost: z.object({ total_cost: z.number().nonnegative() }).nullish().catch(undefined),
  }),
});

type ChatUsage = z.infer<typeof CHAT_EVENT>["usage"];

/** Reads an event of the chat-completions format; `outputTokens` says how this vendor counts reasoning. */
export function readChatUsage(
  event: unknown,
  outputTokens: (usage: ChatUsage) => number = (usage) => usage.completion_tokens,
): UsageReading | undefined {
  const parsed = CHAT_EVENT.safeParse(event);
  if (!parsed.success) return undefined;
  const { usage } = parsed.data;
  const cacheReadTokens =
    usage.prompt_cache_hit_tokens ?? usage.prompt_tokens_details?.cached_tokens ?? 0;
  const cost = usage.cost?.total_cost;
  return {
    usage: usageOf({
      inputTokens: remainder(usage.prompt_tokens, cacheReadTokens),
      cacheReadTokens,
      outputTokens: outputTokens(usage),
    }),
    isFinal: true,
    ...(cost === undefined ? {} : { costReported: String(cost) }),
  };
}

const RESPONSES_EVENT = z.object({
  response: z.object({
    usage: z.object({
      input_tokens: z.number().int().nonnegative(),
      output_tokens: z.number().int().nonnegative(),
      input_tokens_details: z.object({ cached_tokens: count, cache_write_tokens: count }).nullish(),
      cost_in_usd_ticks: count,
    }),
  }),
});

/** Ten thousand million ticks are one US dollar. */
const TICK_DECIMALS = 10;

/** Reads an event of the Responses format, in which reasoning is part of the output tokens. */
export function readResponsesUsage(event: unknown): UsageReading | undefined {
  const parsed = RESPONSES_EVENT.safeParse(event);
  if (!parsed.success) return undefined;
  const { usage } = parsed.data.response;
  const cacheReadTokens = usage.input_tokens_details?.cached_tokens ?? 0;
  const cacheWriteTokens = usage.input_tokens_details?.cache_write_tokens ?? 0;
  const ticks = usage.cost_in_usd_ticks;
  return {
    usage: usageOf({
      inputTokens: remainder(usage.input_tokens, cacheReadTokens, cacheWriteTokens),
      cacheReadTokens,
      cacheWriteTokens,
      outputTokens: usage.output_tokens,
    }),
    isFinal: true,
    ...(typeof ticks === "number" ? { costReported: ticksToUsd(ticks) } : {}),
  };
}

function ticksToUsd(ticks: number): string {
  const digits = BigInt(ticks)
    .toString()
    .padStart(TICK_DECIMALS + 1, "0");
  return `${digits.slice(0, -TICK_DECIMALS)}.${digits.slice(-TICK_DECIMALS)}`;
}

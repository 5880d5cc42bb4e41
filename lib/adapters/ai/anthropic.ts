import { createAnthropic } from "@ai-sdk/anthropic";
import { z } from "zod";
import type { AiUsage } from "./port";
import { count, remainder, usageOf } from "./usage";
import type { UsageReading, Vendor } from "./vendor";

const COUNTS = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
  cache_creation: z.object({ ephemeral_1h_input_tokens: count }).nullish(),
  server_tool_use: z.object({ web_search_requests: count }).nullish(),
});
const EVENT = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message_start"), message: z.object({ usage: COUNTS }) }),
  z.object({ type: z.literal("message_delta"), usage: COUNTS }),
]);

export const anthropic: Vendor = {
  defaultBaseUrl: "https://api.anthropic.com/v1",
  createModel: ({ apiKey, baseUrl, fetch }, model) =>
    createAnthropic({ apiKey, baseURL: baseUrl, fetch })(model),
  readUsage,
};

/** Input is counted in message_start; message_delta carries the running totals and may repeat the input. */
function readUsage(event: unknown, previous: UsageReading | undefined): UsageReading | undefined {
  const parsed = EVENT.safeParse(event);
  if (!parsed.success) return undefined;
  switch (parsed.data.type) {
    case "message_start":
      return { usage: merge(usageOf({}), parsed.data.message.usage), isFinal: false };
    case "message_delta":
      // Without message_start nobody counted the input, so the total is not known.
      return {
        usage: merge(previous?.usage ?? usageOf({}), parsed.data.usage),
        isFinal: previous !== undefined || typeof parsed.data.usage.input_tokens === "number",
      };
  }
}

function merge(before: AiUsage, counts: z.infer<typeof COUNTS>): AiUsage {
  const hour = counts.cache_creation?.ephemeral_1h_input_tokens ?? before.cacheWrite1hTokens;
  const written =
    counts.cache_creation_input_tokens ?? before.cacheWriteTokens + before.cacheWrite1hTokens;
  return usageOf({
    inputTokens: counts.input_tokens ?? before.inputTokens,
    cacheReadTokens: counts.cache_read_input_tokens ?? before.cacheReadTokens,
    cacheWriteTokens: remainder(written, hour),
    cacheWrite1hTokens: hour,
    outputTokens: counts.output_tokens ?? before.outputTokens,
    webSearches: counts.server_tool_use?.web_search_requests ?? before.webSearches,
  });
}

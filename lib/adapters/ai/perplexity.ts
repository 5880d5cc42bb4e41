import { createPerplexity } from "@ai-sdk/perplexity";
import { readChatUsage } from "./usage";
import type { Vendor } from "./vendor";

export const perplexity: Vendor = {
  defaultBaseUrl: "https://api.perplexity.ai",
  createModel: ({ apiKey, baseUrl, fetch }, model) =>
    createPerplexity({ apiKey, baseURL: baseUrl, fetch })(model),
  // The request fee grows with the search context; the seed prices hold the highest fee.
  providerOptions: { perplexity: { web_search_options: { search_context_size: "low" } } },
  // Reasoning stands beside completion_tokens here, not inside.
  readUsage: (event) =>
    readChatUsage(event, (usage) => usage.completion_tokens + (usage.reasoning_tokens ?? 0)),
};

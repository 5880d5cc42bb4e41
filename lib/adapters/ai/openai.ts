import { createOpenAI } from "@ai-sdk/openai";
import { readResponsesUsage } from "./usage";
import type { Vendor } from "./vendor";

export const openai: Vendor = {
  defaultBaseUrl: "https://api.openai.com/v1",
  createModel: ({ apiKey, baseUrl, fetch }, model) =>
    createOpenAI({ apiKey, baseURL: baseUrl, fetch }).responses(model),
  // Stored by default otherwise: briefs and drafts are not theirs to keep.
  providerOptions: { openai: { store: false } },
  readUsage: readResponsesUsage,
};

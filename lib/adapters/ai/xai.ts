import { createXai } from "@ai-sdk/xai";
import { readResponsesUsage } from "./usage";
import type { Vendor } from "./vendor";

export const xai: Vendor = {
  defaultBaseUrl: "https://api.x.ai/v1",
  createModel: ({ apiKey, baseUrl, fetch }, model) =>
    createXai({ apiKey, baseURL: baseUrl, fetch }).responses(model),
  providerOptions: { xai: { store: false } },
  readUsage: readResponsesUsage,
};

import { createDeepSeek } from "@ai-sdk/deepseek";
import { readChatUsage } from "./usage";
import type { Vendor } from "./vendor";

export const deepseek: Vendor = {
  defaultBaseUrl: "https://api.deepseek.com",
  createModel: ({ apiKey, baseUrl, fetch }, model) =>
    createDeepSeek({ apiKey, baseURL: baseUrl, fetch })(model),
  readUsage: (event) => readChatUsage(event),
};

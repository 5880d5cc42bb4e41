import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { readChatUsage } from "./usage";
import type { Vendor } from "./vendor";

/** Any server that speaks chat completions, such as Ollama, vLLM or llama.cpp. */
export const openaiCompatible: Vendor = {
  defaultBaseUrl: "",
  createModel: ({ apiKey, baseUrl, fetch }, model) =>
    createOpenAICompatible({
      name: "compatible",
      baseURL: baseUrl,
      fetch,
      includeUsage: true,
      supportsStructuredOutputs: true,
      ...(apiKey === "" ? {} : { apiKey }),
    })(model),
  readUsage: (event) => readChatUsage(event),
};

import { AI_PORT } from "./ports";

// A model of the team's own, on a local server that speaks the chat completions of OpenAI-compatible
// servers. The product is started with its address; a test starts the server itself.

export const AI_MODEL = "local-writer";
/** What the server says of each answer. */
export const AI_USAGE = { input: 1_234, output: 321 };
/** 1 USD in and 2 USD out per million tokens: 1,000 and 2,000 nano-USD per token. */
export const AI_COST = 1_234n * 1_000n + 321n * 2_000n;

/** The settings that the product needs for it. */
export const AI_SETTINGS = {
  OPENAI_COMPATIBLE_BASE_URL: `http://127.0.0.1:${AI_PORT}/v1`,
  OPENAI_COMPATIBLE_MODELS: `${AI_MODEL}=1/2`,
};

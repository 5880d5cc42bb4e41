import { anthropic } from "./anthropic";
import { deepseek } from "./deepseek";
import { runGenerate } from "./generate";
import { google } from "./google";
import { openai } from "./openai";
import { openaiCompatible } from "./openai-compatible";
import { perplexity } from "./perplexity";
import type { AiProvider, AiProviderKind, AiProviderSetting } from "./port";
import type { Vendor } from "./vendor";
import { xai } from "./xai";

export { changedPrices } from "./changed-prices";
export { estimateInput, type InputEstimate } from "./estimate-input";
export {
  AI_PROVIDER_KINDS,
  type AiCompletion,
  type AiFetch,
  type AiFinishReason,
  type AiOutcome,
  type AiPartial,
  type AiProvider,
  type AiProviderKind,
  type AiProviderSetting,
  type AiRejection,
  type AiRequest,
  type AiUnavailability,
  type AiUsage,
} from "./port";
export { readTiers, writeTiers } from "./price-tiers";
export {
  costFromReported,
  costNanos,
  findPrice,
  type ModelPrice,
  type ModelRates,
  OPERATOR,
  type PriceRates,
  type PriceTier,
  type UsageBound,
  upperBoundNanos,
} from "./prices";
export { seedPrices } from "./seed-prices";

const VENDORS: Readonly<Record<AiProviderKind, Vendor>> = {
  anthropic,
  openai,
  google,
  deepseek,
  perplexity,
  xai,
  "openai-compatible": openaiCompatible,
};

/** A vendor behind the port. Throws an Error when a compatible server is given no address. */
export function createAiProvider(kind: AiProviderKind, setting: AiProviderSetting): AiProvider {
  const vendor = VENDORS[kind];
  const baseUrl = (setting.baseUrl ?? vendor.defaultBaseUrl).replace(/\/+$/, "");
  if (baseUrl === "") throw new Error(`The AI provider ${kind} needs a base URL.`);
  const { apiKey, fetch } = setting;
  return {
    kind,
    generate: (request) => runGenerate(vendor, { apiKey, baseUrl, fetch }, request),
  };
}

import { type AiProviderKind, findPrice, type ModelPrice, seedPrices } from "@/lib/adapters/ai";
import { clock } from "@/lib/platform/clock";
import { type Env, env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { Writer } from "./schema";

/** A model that can be called: what it costs, and how its vendor is reached. */
export interface AiModel {
  readonly kind: AiProviderKind;
  readonly model: string;
  readonly price: ModelPrice;
  readonly apiKey: string;
  readonly baseUrl?: string;
}

interface Access {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
}

const NANO_DECIMALS = 9;

/** The priced models of the vendors that this installation has a key for. */
export function findAiModels(): AiModel[] {
  const settings = env();
  const prices = [...seedPrices(), ...compatiblePrices(settings)];
  const now = clock.now();
  return prices.flatMap((price) => {
    const { provider: kind, model } = price;
    const access = accessTo(settings, kind);
    if (access === null || findPrice(prices, kind, model, now)?.id !== price.id) return [];
    return [{ kind, model, price, ...access }];
  });
}

/** @throws AppError writer_unavailable without a key | model_not_priced without a price */
export function requireAiModel(writer: Writer): AiModel {
  const settings = env();
  const kind = writer.provider;
  if (kind === "builtin") throw new AppError("writer_unavailable");
  const access = accessTo(settings, kind);
  if (access === null) {
    throw new AppError("writer_unavailable", {
      detail: `The operator has set no key for ${kind}.`,
    });
  }
  const price = findPrice(
    [...seedPrices(), ...compatiblePrices(settings)],
    kind,
    writer.model,
    clock.now(),
  );
  if (price === null) {
    throw new AppError("model_not_priced", {
      detail: `There is no price for ${kind}/${writer.model}, so nobody could say what a run costs. Choose another model.`,
    });
  }
  return { kind, model: writer.model, price, ...access };
}

function accessTo(
  settings: Env,
  kind: AiProviderKind,
): { apiKey: string; baseUrl?: string } | null {
  const { apiKey, baseUrl } = accessOf(settings)[kind];
  const isSelfHosted = kind === "openai-compatible";
  if (isSelfHosted && baseUrl === undefined) return null;
  if (!isSelfHosted && apiKey === undefined) return null;
  return { apiKey: apiKey ?? "none", ...(baseUrl === undefined ? {} : { baseUrl }) };
}

function accessOf(settings: Env): Readonly<Record<AiProviderKind, Access>> {
  return {
    anthropic: { apiKey: settings.ANTHROPIC_API_KEY, baseUrl: settings.ANTHROPIC_BASE_URL },
    openai: { apiKey: settings.OPENAI_API_KEY, baseUrl: settings.OPENAI_BASE_URL },
    google: { apiKey: settings.GOOGLE_API_KEY, baseUrl: settings.GOOGLE_BASE_URL },
    deepseek: { apiKey: settings.DEEPSEEK_API_KEY, baseUrl: settings.DEEPSEEK_BASE_URL },
    perplexity: { apiKey: settings.PERPLEXITY_API_KEY, baseUrl: settings.PERPLEXITY_BASE_URL },
    xai: { apiKey: settings.XAI_API_KEY, baseUrl: settings.XAI_BASE_URL },
    "openai-compatible": {
      apiKey: settings.OPENAI_COMPATIBLE_API_KEY,
      baseUrl: settings.OPENAI_COMPATIBLE_BASE_URL,
    },
  };
}

/** What the operator charges for models of their own server. */
function compatiblePrices(settings: Env): ModelPrice[] {
  return settings.OPENAI_COMPATIBLE_MODELS.map(({ model, inputUsdPerMtok, outputUsdPerMtok }) => {
    const input = toNanos(inputUsdPerMtok);
    return {
      id: `openai-compatible/${model}`,
      provider: "openai-compatible",
      model,
      inputNanosPerMtok: input,
      cacheReadNanosPerMtok: input,
      cacheWriteNanosPerMtok: input,
      outputNanosPerMtok: toNanos(outputUsdPerMtok),
      requestNanos: 0n,
      webSearchNanos: 0n,
      tiers: [],
      effectiveFrom: new Date(0),
      source: "OPENAI_COMPATIBLE_MODELS",
    };
  });
}

function toNanos(usd: string): bigint {
  const [whole = "0", fraction = ""] = usd.split(".");
  return BigInt(whole + fraction.padEnd(NANO_DECIMALS, "0"));
}

import { AI_PROVIDER_KINDS, type AiProviderKind, type ModelPrice } from "@/lib/adapters/ai";
import type { Tx } from "@/lib/platform/db";
import { type Env, env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { findMarginAt, findPriceAt, findPricesAt } from "@/lib/pricing";
import type { Writer } from "./schema";

/** A model that can be called: what it costs, and how its vendor is reached. */
export interface AiModel {
  readonly kind: AiProviderKind;
  readonly model: string;
  readonly price: ModelPrice;
  /** Null where the price is a setting and stands in no table. */
  readonly priceId: string | null;
  /** What the operator adds to the cost, in basis points. */
  readonly marginBps: number;
  readonly apiKey: string;
  readonly baseUrl?: string;
}

interface Access {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
}

const NANO_DECIMALS = 9;

/** The models that can be chosen at a time: those with a price, of the vendors that this installation has a key for. */
export async function findAiModels(tx: Tx, at: Date): Promise<Writer[]> {
  const settings = env();
  const isReachable = (kind: AiProviderKind) => accessTo(settings, kind) !== null;
  const listed = await findPricesAt(
    tx,
    { provider: { in: AI_PROVIDER_KINDS.filter(isReachable) } },
    at,
  );
  const own = isReachable("openai-compatible") ? settings.OPENAI_COMPATIBLE_MODELS : [];
  return [
    ...listed.map(({ provider, model }) => ({ provider, model })),
    ...own.map(({ model }) => ({ provider: "openai-compatible" as const, model })),
  ];
}

/**
 * The model of a writer, at the price and the margin that are in force at a time.
 * @throws AppError writer_unavailable without a key | model_not_priced without a price
 */
export async function requireAiModel(tx: Tx, writer: Writer, at: Date): Promise<AiModel> {
  const settings = env();
  const { provider: kind, model } = writer;
  if (kind === "builtin") throw new AppError("writer_unavailable");
  const access = accessTo(settings, kind);
  if (access === null) {
    throw new AppError("writer_unavailable", {
      detail: `The operator has set no key for ${kind}.`,
    });
  }
  const stored = kind === "openai-compatible" ? null : await findPriceAt(tx, kind, model, at);
  const price = stored ?? compatiblePrice(settings, writer);
  if (price === null) {
    throw new AppError("model_not_priced", {
      detail: `There is no price for ${kind}/${model}, so nobody could say what a run costs. Choose another model.`,
    });
  }
  const marginBps = await findMarginAt(tx, at);
  return { kind, model, price, priceId: stored?.id ?? null, marginBps, ...access };
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

/** What a model of the operator's own server costs, or null. */
function compatiblePrice(settings: Env, { provider, model }: Writer): ModelPrice | null {
  if (provider !== "openai-compatible") return null;
  const setting = settings.OPENAI_COMPATIBLE_MODELS.find((one) => one.model === model);
  if (setting === undefined) return null;
  const input = toNanos(setting.inputUsdPerMtok);
  return {
    provider,
    model,
    inputNanosPerMtok: input,
    cacheReadNanosPerMtok: input,
    cacheWriteNanosPerMtok: input,
    outputNanosPerMtok: toNanos(setting.outputUsdPerMtok),
    requestNanos: 0n,
    webSearchNanos: 0n,
    tiers: [],
    effectiveFrom: new Date(0),
    source: "OPENAI_COMPATIBLE_MODELS",
  };
}

function toNanos(usd: string): bigint {
  const [whole = "0", fraction = ""] = usd.split(".");
  return BigInt(whole + fraction.padEnd(NANO_DECIMALS, "0"));
}

import type { z } from "zod";

/** Every AI vendor this program can call. */
export const AI_PROVIDER_KINDS = [
  "anthropic",
  "openai",
  "google",
  "deepseek",
  "perplexity",
  "xai",
  "openai-compatible",
] as const;

export type AiProviderKind = (typeof AI_PROVIDER_KINDS)[number];

/** One paid call. It is sent once: a retry is a new request with a hold of its own. */
export interface AiRequest {
  /** The vendor's exact model id. */
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  /** Caps what the model may write, reasoning included. */
  readonly maxOutputTokens: number;
  /** Asks for JSON of this shape. Use nullable instead of optional fields: OpenAI's strict mode needs every key. */
  readonly schema?: z.ZodType;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  /** Called with each piece of text as it arrives. What it throws is ignored: the call is paid either way. */
  onText?(delta: string): void;
}

/** What a vendor counted. Whole numbers; the four input counts don't overlap. */
export interface AiUsage {
  /** Input tokens that were neither read from nor written to a cache. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  /** Written to a cache that lives for minutes. */
  readonly cacheWriteTokens: number;
  /** Written to a cache that lives for an hour. */
  readonly cacheWrite1hTokens: number;
  /** Everything the model wrote, reasoning counted once. */
  readonly outputTokens: number;
  readonly webSearches: number;
  readonly requests: number;
}

export type AiFinishReason = "stop" | "length" | "content-filter" | "other";

export type AiRejection =
  | "auth"
  | "quota"
  | "bad_request"
  | "not_found"
  | "rate_limited"
  /** Our own outbound rules refused the address of the vendor. */
  | "outbound_refused";

export type AiUnavailability =
  | "overloaded"
  | "server_error"
  | "timeout"
  | "connection"
  /** An answer that is not this vendor's: HTML, broken JSON, an error inside the stream. */
  | "bad_response";

/** What is left of a call that ended early. `partialUsage` is a lower bound. */
export interface AiPartial {
  /** Whether the vendor may have seen the request, and so may bill it. */
  readonly sent: boolean;
  readonly partialText: string;
  readonly partialUsage?: AiUsage;
  readonly requestId?: string;
}

/** The vendor's answer is complete, and paid. `usage` is null when the vendor counted nothing. */
export interface AiCompletion {
  readonly text: string;
  readonly finishReason: AiFinishReason;
  readonly usage: AiUsage | null;
  /** US dollars as decimal text, when the vendor states the cost itself. */
  readonly costReported?: string;
  readonly requestId?: string;
}

/** How a call ended. `rejected` is not billed, `finished` and `malformed` are, the others may be if `sent`. */
export type AiOutcome =
  | ({ readonly kind: "finished"; readonly object?: unknown } & AiCompletion)
  /** Text that does not have the requested shape. */
  | ({ readonly kind: "malformed"; readonly problem: string } & AiCompletion)
  | {
      readonly kind: "rejected";
      readonly status?: number;
      readonly reason: AiRejection;
      readonly retryAfterMs?: number;
      /** The vendor's own words, shortened, without our key. */
      readonly message: string;
    }
  | ({
      readonly kind: "unavailable";
      readonly reason: AiUnavailability;
      readonly status?: number;
      readonly retryAfterMs?: number;
      readonly message: string;
    } & AiPartial)
  | ({ readonly kind: "aborted" } & AiPartial);

export interface AiProvider {
  readonly kind: AiProviderKind;
  /** Never throws for what the vendor, the network or the caller's signal does: that is the outcome. */
  generate(request: AiRequest): Promise<AiOutcome>;
}

/** A WHATWG fetch. Given by the caller, so that every call goes through the outbound rules. */
export type AiFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface AiProviderSetting {
  /** May be empty only for a compatible server that takes no key. */
  readonly apiKey: string;
  /** Up to and with the version, such as https://api.openai.com/v1. Required for openai-compatible. */
  readonly baseUrl?: string;
  readonly fetch: AiFetch;
}

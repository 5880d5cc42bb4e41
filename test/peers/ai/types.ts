export type AiPeerVendor =
  | "anthropic"
  | "openai"
  | "google"
  | "deepseek"
  | "perplexity"
  | "xai"
  | "openai-compatible";

/** What the peer says it counted. By default it counts four bytes to a token. */
export interface AiPeerUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly cacheWrite1h?: number;
  readonly reasoning?: number;
  readonly toolInput?: number;
  readonly webSearches?: number;
  /** Perplexity: US dollars. xAI: ticks. */
  readonly cost?: number;
}

export interface AiPeerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly model: string;
  /** All text of the request, system text included. */
  readonly prompt: string;
  /** Whether JSON was asked for, in whatever way this vendor does it. */
  readonly wantsJson: boolean;
}

type Text = string | ((request: AiPeerRequest) => string);

export type AiPeerAnswer =
  | {
      readonly kind: "ok";
      readonly text?: Text;
      readonly usage?: AiPeerUsage | "none";
      readonly finish?: "stop" | "length" | "content-filter";
    }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  | { readonly kind: "html" }
  | { readonly kind: "cut-before-headers" }
  | { readonly kind: "hang-before-headers" }
  /** Streams the text, then resets the connection, falls silent, breaks its JSON, or reports an error. */
  | { readonly kind: "cut-mid-stream"; readonly text?: Text }
  | { readonly kind: "hang"; readonly text?: Text }
  | { readonly kind: "malformed"; readonly text?: Text }
  | { readonly kind: "error"; readonly text?: Text };

export interface AiPeerSetting {
  readonly vendor: AiPeerVendor;
  readonly script?: readonly AiPeerAnswer[] | ((request: AiPeerRequest) => AiPeerAnswer | string);
  readonly port?: number;
  readonly host?: string;
  /** Time between two events. */
  readonly delayMs?: number;
  /** What GET …/models lists. */
  readonly models?: readonly string[];
}

export interface AiPeer {
  /** The base URL to give to createAiProvider. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly AiPeerRequest[];
  close(): Promise<void>;
}

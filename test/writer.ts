import { type AiPeer, type AiPeerAnswer, type AiPeerRequest, startAiPeer } from "./peers/ai";

// A local OpenAI-compatible server whose model writes about the tides of `givenArticle`, and what it costs.

export const WRITER = { provider: "openai-compatible", model: "local-writer" } as const;
/** For OPENAI_COMPATIBLE_MODELS: 1 USD in and 2 USD out per million tokens. */
export const WRITER_PRICES = "local-writer=1/2";
export const USAGE = { input: 1_234, output: 321 };
/** What one answer costs at these prices: 1,000 nano-USD per token in, 2,000 per token out. */
export const COST = 1_234n * 1_000n + 321n * 2_000n;

const QUOTE = "A tide rises and falls twice a day on most coasts.";
export const OUTLINE = JSON.stringify({
  title: "How tides work",
  sections: [{ heading: "Twice a day", intent: null, evidence: [{ source: 1, quote: QUOTE }] }],
});
const DRAFT = JSON.stringify({
  title: "How tides work",
  description: "Why the sea rises and falls twice a day, and what harbours make of it.",
  markdown: "## Twice a day\n\nOn most coasts a tide rises and falls twice a day.[^1]",
  citations: [{ key: "1", source: 1, quote: QUOTE }],
});

interface Setting {
  /** What goes wrong with a request; nothing by default. */
  readonly faultOf?: (request: AiPeerRequest) => AiPeerAnswer | undefined;
  readonly delayMs?: number;
}

/** Starts the server. */
export function startWriterPeer({ faultOf, delayMs }: Setting = {}): Promise<AiPeer> {
  return startAiPeer({
    vendor: "openai-compatible",
    ...(delayMs === undefined ? {} : { delayMs }),
    script: (request) =>
      faultOf?.(request) ?? {
        kind: "ok",
        text: request.prompt.includes("Write an outline") ? OUTLINE : DRAFT,
        usage: USAGE,
      },
  });
}

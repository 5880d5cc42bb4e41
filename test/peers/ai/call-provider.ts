import { z } from "zod";
import { type AiOutcome, type AiRequest, createAiProvider } from "@/lib/adapters/ai";
import { createSafenet, PURPOSES, parseOperatorRules } from "@/lib/safenet";
import { type AiPeer, type AiPeerSetting, type AiPeerVendor, startAiPeer } from "./index";

export const MODELS: Readonly<Record<AiPeerVendor, string>> = {
  anthropic: "claude-haiku-4-5",
  openai: "gpt-5-mini",
  google: "gemini-2.5-flash",
  deepseek: "deepseek-chat",
  perplexity: "sonar",
  xai: "grok-4.3",
  "openai-compatible": "llama",
};
export const KEY = "sk-test-0123456789";
export const SCHEMA = z.strictObject({ title: z.string(), sections: z.array(z.string()) });
export const OBJECT = { title: "A title", sections: ["One", "Two"] };

const closers: (() => Promise<void> | void)[] = [];
/** Closes what a test opened. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

export async function givenPeer(setting: AiPeerSetting): Promise<AiPeer> {
  const peer = await startAiPeer(setting);
  closers.push(() => peer.close());
  return peer;
}

export function givenNet(allow: string, headersTimeoutMs = PURPOSES.ai.headersTimeoutMs) {
  const rules = { ...PURPOSES.ai, headersTimeoutMs };
  const net = createSafenet({
    operator: parseOperatorRules(allow),
    audit: () => {},
    deps: { purposes: { ...PURPOSES, ai: rules } },
  });
  closers.push(() => net.close());
  return net;
}

export async function call(
  vendor: AiPeerVendor,
  script: Exclude<AiPeerSetting["script"], undefined>,
  change: Partial<AiRequest> = {},
  headersTimeoutMs?: number,
): Promise<{ outcome: AiOutcome; peer: AiPeer }> {
  const peer = await givenPeer({ vendor, script });
  const provider = createAiProvider(vendor, {
    apiKey: KEY,
    baseUrl: peer.url,
    fetch: givenNet(`127.0.0.1:${peer.port}`, headersTimeoutMs).fetch("ai"),
  });
  const outcome = await provider.generate({
    model: MODELS[vendor],
    system: "You write plainly.",
    prompt: "Write about ports.",
    maxOutputTokens: 777,
    idempotencyKey: "step-1",
    signal: new AbortController().signal,
    ...change,
  });
  return { outcome, peer };
}

import { afterEach, describe, expect, it } from "vitest";
import { type AiPeerAnswer, type AiPeerVendor, startAiPeer } from "@/test/peers/ai";
import {
  call,
  closeAll,
  givenNet,
  givenPeer,
  KEY,
  MODELS,
  OBJECT,
  SCHEMA,
} from "@/test/peers/ai/call-provider";
import { AI_PROVIDER_KINDS, createAiProvider } from "./index";

const PATHS: Readonly<Record<AiPeerVendor, string>> = {
  anthropic: "/v1/messages",
  openai: "/v1/responses",
  google: "/v1/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
  deepseek: "/v1/chat/completions",
  perplexity: "/v1/chat/completions",
  xai: "/v1/responses",
  "openai-compatible": "/v1/chat/completions",
};
const CAP_FIELDS: Readonly<Record<AiPeerVendor, string>> = {
  anthropic: "max_tokens",
  openai: "max_output_tokens",
  google: "generationConfig",
  deepseek: "max_tokens",
  perplexity: "max_tokens",
  xai: "max_output_tokens",
  "openai-compatible": "max_tokens",
};

afterEach(closeAll);

describe.each(AI_PROVIDER_KINDS)("%s", (vendor) => {
  it.each([
    [400, "bad_request"],
    [401, "auth"],
    [402, "quota"],
    [403, "auth"],
    [404, "not_found"],
    [413, "bad_request"],
    [422, "bad_request"],
    [429, "rate_limited"],
  ])("answers %i: rejected as %s, sent once", async (status, reason) => {
    const { outcome, peer } = await call(vendor, [
      { kind: "status", status, message: `No, ${KEY}.`, headers: { "retry-after": "7" } },
    ]);
    expect(outcome).toMatchObject({ kind: "rejected", status, reason, retryAfterMs: 7000 });
    expect(JSON.stringify(outcome)).not.toContain(KEY);
    expect(peer.requests).toHaveLength(1);
  });

  it.each([
    [500, "server_error"],
    [503, "overloaded"],
    [529, "overloaded"],
    [504, "timeout"],
  ])("answers %i: unavailable as %s, maybe billed, sent once", async (status, reason) => {
    const { outcome, peer } = await call(vendor, [
      { kind: "status", status, headers: { "retry-after-ms": "1500" } },
    ]);
    expect(outcome).toMatchObject({
      kind: "unavailable",
      status,
      reason,
      sent: true,
      partialText: "",
      retryAfterMs: 1500,
    });
    expect(peer.requests).toHaveLength(1);
  });

  it("resets before the headers: unavailable, maybe billed, sent once", async () => {
    const { outcome, peer } = await call(vendor, [{ kind: "cut-before-headers" }]);
    expect(outcome).toMatchObject({
      kind: "unavailable",
      reason: "connection",
      sent: true,
      partialText: "",
    });
    expect(peer.requests).toHaveLength(1);
  });

  it("never answers: unavailable by timeout", async () => {
    const { outcome } = await call(vendor, [{ kind: "hang-before-headers" }], {}, 100);
    expect(outcome).toMatchObject({ kind: "unavailable", reason: "timeout", sent: true });
  });

  it("resets in the middle: unavailable, with the text that arrived", async () => {
    const { outcome, peer } = await call(vendor, [
      { kind: "cut-mid-stream", text: "The first half" },
    ]);
    expect(outcome).toMatchObject({
      kind: "unavailable",
      reason: "connection",
      sent: true,
      partialText: "The first half",
    });
    expect(peer.requests).toHaveLength(1);
  });

  it("breaks its own JSON: unavailable, with the text that arrived", async () => {
    const { outcome } = await call(vendor, [{ kind: "malformed", text: "Half" }]);
    expect(outcome).toMatchObject({
      kind: "unavailable",
      reason: "bad_response",
      sent: true,
      partialText: "Half",
    });
  });

  it("reports an error inside the stream: unavailable, sent once", async () => {
    const { outcome, peer } = await call(vendor, [{ kind: "error", text: "Half" }]);
    expect(outcome).toMatchObject({ kind: "unavailable", sent: true, partialText: "Half" });
    expect(peer.requests).toHaveLength(1);
  });

  it("answers HTML with 200: unavailable", async () => {
    const { outcome } = await call(vendor, [{ kind: "html" }]);
    expect(outcome).toMatchObject({ kind: "unavailable", reason: "bad_response", sent: true });
  });

  it("is aborted in the middle: aborted, with the text that arrived", async () => {
    const controller = new AbortController();
    const { outcome } = await call(vendor, [{ kind: "hang", text: "So far" }], {
      signal: controller.signal,
      onText: () => controller.abort(),
    });
    expect(outcome).toMatchObject({ kind: "aborted", sent: true, partialText: "So far" });
  });

  it("is aborted before it is sent: aborted, not billed", async () => {
    const { outcome, peer } = await call(vendor, [], { signal: AbortSignal.abort() });
    expect(outcome).toEqual({ kind: "aborted", sent: false, partialText: "" });
    expect(peer.requests).toHaveLength(0);
  });

  it("is aborted before the headers: aborted, maybe billed", async () => {
    const controller = new AbortController();
    const script = (): AiPeerAnswer => {
      controller.abort();
      return { kind: "hang-before-headers" };
    };
    const { outcome } = await call(vendor, script, { signal: controller.signal });
    expect(outcome).toMatchObject({ kind: "aborted", sent: true, partialText: "" });
  });

  it("lies on an address that the outbound rules refuse: rejected, not sent", async () => {
    const peer = await givenPeer({ vendor });
    const provider = createAiProvider(vendor, {
      apiKey: KEY,
      baseUrl: peer.url,
      fetch: givenNet("").fetch("ai"),
    });
    const outcome = await provider.generate({
      model: MODELS[vendor],
      system: "",
      prompt: "Hi",
      maxOutputTokens: 10,
      idempotencyKey: "k",
      signal: new AbortController().signal,
    });
    expect(outcome).toMatchObject({ kind: "rejected", reason: "outbound_refused" });
    expect(peer.requests).toHaveLength(0);
  });

  it("is not there: unavailable, not sent", async () => {
    const peer = await startAiPeer({ vendor });
    await peer.close();
    const provider = createAiProvider(vendor, {
      apiKey: KEY,
      baseUrl: peer.url,
      fetch: givenNet(`127.0.0.1:${peer.port}`).fetch("ai"),
    });
    const outcome = await provider.generate({
      model: MODELS[vendor],
      system: "",
      prompt: "Hi",
      maxOutputTokens: 10,
      idempotencyKey: "k",
      signal: new AbortController().signal,
    });
    expect(outcome).toMatchObject({ kind: "unavailable", reason: "connection", sent: false });
  });

  it("answers another shape than asked: malformed, with the usage that is paid", async () => {
    const { outcome } = await call(
      vendor,
      [{ kind: "ok", text: '{"title": 5}', usage: { input: 40, output: 6 } }],
      { schema: SCHEMA },
    );
    expect(outcome).toMatchObject({
      kind: "malformed",
      text: '{"title": 5}',
      usage: { inputTokens: 40, outputTokens: 6 },
    });
  });

  it("answers prose where JSON was asked: malformed", async () => {
    const text = "Sorry, I can't.";
    const { outcome } = await call(vendor, [{ kind: "ok", text }], { schema: SCHEMA });
    expect(outcome).toMatchObject({ kind: "malformed", text, problem: "The text is not JSON." });
  });

  it("counts nothing: finished with usage null, not with zeros", async () => {
    const { outcome } = await call(vendor, [{ kind: "ok", usage: "none" }]);
    expect(outcome).toMatchObject({ kind: "finished", usage: null });
  });

  it("stops at the cap: finished with reason length", async () => {
    const { outcome } = await call(vendor, [{ kind: "ok", finish: "length" }]);
    expect(outcome).toMatchObject({ kind: "finished", finishReason: "length" });
  });

  it("blocks its own text: finished with reason content-filter", async () => {
    const { outcome } = await call(vendor, [{ kind: "ok", finish: "content-filter" }]);
    expect(outcome).toMatchObject({ kind: "finished", finishReason: "content-filter" });
  });

  it("streams text piece by piece, and a listener that throws loses nothing", async () => {
    const text = "A text that is long enough for several pieces, so the order shows.";
    const pieces: string[] = [];
    const { outcome } = await call(vendor, [{ kind: "ok", text }], {
      onText: (delta) => {
        pieces.push(delta);
        throw new Error("listener");
      },
    });
    expect(outcome).toMatchObject({ kind: "finished", text, finishReason: "stop" });
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join("")).toBe(text);
  });

  it("answers the shape that was asked: finished with the object", async () => {
    const text = JSON.stringify(OBJECT);
    const { outcome, peer } = await call(vendor, [{ kind: "ok", text }], { schema: SCHEMA });
    expect(outcome).toMatchObject({ kind: "finished", object: OBJECT, finishReason: "stop" });
    expect(peer.requests[0]?.wantsJson).toBe(true);
  });

  it("gets the model, the cap, the key, the prompt and the idempotency key, and no stray header", async () => {
    const { outcome, peer } = await call(vendor, [{ kind: "ok" }]);
    const sent = peer.requests[0];
    expect(outcome).toMatchObject({ kind: "finished", requestId: `peer-${vendor}` });
    expect([sent?.path, sent?.model]).toEqual([PATHS[vendor], MODELS[vendor]]);
    expect(JSON.stringify(sent?.body[CAP_FIELDS[vendor]])).toContain("777");
    expect(sent?.prompt).toMatch(/You write plainly\.[\s\S]*Write about ports\./);
    expect(sent?.headers["idempotency-key"]).toBe("step-1");
    const names = { anthropic: "x-api-key", google: "x-goog-api-key" } as const;
    const isBare = vendor === "anthropic" || vendor === "google";
    expect(sent?.headers[isBare ? names[vendor] : "authorization"]).toBe(
      isBare ? KEY : `Bearer ${KEY}`,
    );
  });
});

import { at, usesJsonTool } from "./request";
import type { AiPeerRequest, AiPeerUsage, AiPeerVendor } from "./types";

/** The events of one streamed answer, ready to be written. */
export interface StreamEvents {
  readonly start: readonly string[];
  readonly text: readonly string[];
  readonly end: readonly string[];
  /** An error in the middle of the stream, in place of `end`. */
  readonly error: string;
}

interface Reply {
  readonly text: string;
  readonly usage: AiPeerUsage | "none" | undefined;
  readonly finish: "stop" | "length" | "content-filter";
}

interface Composed extends Omit<Reply, "usage"> {
  readonly vendor: AiPeerVendor;
  readonly request: AiPeerRequest;
  readonly usage: AiPeerUsage | undefined;
  readonly pieces: readonly string[];
}

const BYTES_PER_TOKEN = 4;
const PIECE = /[\s\S]{1,24}/g;

/** Writes an answer in the vendor's wire format. */
export function streamEvents(
  vendor: AiPeerVendor,
  request: AiPeerRequest,
  reply: Reply,
): StreamEvents {
  const composed: Composed = {
    ...reply,
    vendor,
    request,
    usage: reply.usage === "none" ? undefined : (reply.usage ?? countOf(request, reply.text)),
    pieces: reply.text.match(PIECE) ?? [],
  };
  switch (vendor) {
    case "anthropic":
      return anthropicEvents(composed);
    case "openai":
    case "xai":
      return responsesEvents(composed);
    case "google":
      return googleEvents(composed);
    case "deepseek":
    case "perplexity":
    case "openai-compatible":
      return chatEvents(composed);
  }
}

/** The error body that the vendor sends with a status. */
export function errorBody(vendor: AiPeerVendor, status: number, message = "It failed."): unknown {
  switch (vendor) {
    case "anthropic":
      return { type: "error", error: { type: `status_${status}`, message } };
    case "google":
      return { error: { code: status, message, status: "FAILED" } };
    case "perplexity":
      return { error: { code: status, message, type: "error" } };
    case "xai":
      return { code: `status_${status}`, error: message };
    case "openai":
    case "deepseek":
    case "openai-compatible":
      return { error: { message, type: "error", param: null, code: `status_${status}` } };
  }
}

function countOf(request: AiPeerRequest, text: string): AiPeerUsage {
  const tokens = (value: string): number => Math.ceil(Buffer.byteLength(value) / BYTES_PER_TOKEN);
  return { input: tokens(request.prompt), output: tokens(text) };
}

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const named = (value: { readonly type: string }): string => `event: ${value.type}\n${data(value)}`;

function anthropicEvents({ request, usage, pieces, finish }: Composed): StreamEvents {
  const isTool = usesJsonTool(request.body);
  const written = (usage?.cacheWrite ?? 0) + (usage?.cacheWrite1h ?? 0);
  const counts = {
    input_tokens: usage?.input,
    cache_read_input_tokens: usage?.cacheRead ?? 0,
    cache_creation_input_tokens: written,
    cache_creation: {
      ephemeral_5m_input_tokens: usage?.cacheWrite ?? 0,
      ephemeral_1h_input_tokens: usage?.cacheWrite1h ?? 0,
    },
  };
  const stopReasons = { stop: "end_turn", length: "max_tokens", "content-filter": "refusal" };
  const block = isTool
    ? { type: "tool_use", id: "toolu_peer", name: "json", input: {} }
    : { type: "text", text: "" };
  return {
    start: [
      named({
        type: "message_start",
        ...{
          message: {
            id: "msg_peer",
            type: "message",
            role: "assistant",
            model: request.model,
            content: [],
            stop_reason: null,
            // The client insists on two numbers; a proxy that does not count sends zeros.
            usage:
              usage === undefined
                ? { input_tokens: 0, output_tokens: 0 }
                : { ...counts, output_tokens: 1 },
          },
        },
      }),
      named({ type: "content_block_start", ...{ index: 0, content_block: block } }),
    ],
    text: pieces.map((text) =>
      named({
        type: "content_block_delta",
        ...{
          index: 0,
          delta: isTool
            ? { type: "input_json_delta", partial_json: text }
            : { type: "text_delta", text },
        },
      }),
    ),
    end: [
      named({ type: "content_block_stop", ...{ index: 0 } }),
      named({
        type: "message_delta",
        ...{
          delta: {
            stop_reason: isTool && finish === "stop" ? "tool_use" : stopReasons[finish],
            stop_sequence: null,
          },
          usage:
            usage === undefined
              ? { output_tokens: 0 }
              : {
                  output_tokens: usage.output,
                  server_tool_use: { web_search_requests: usage.webSearches ?? 0 },
                },
        },
      }),
      named({ type: "message_stop" }),
    ],
    error: named({
      type: "error",
      ...{ error: { type: "overloaded_error", message: "Overloaded" } },
    }),
  };
}

function responsesEvents({ vendor, request, usage, pieces, text, finish }: Composed): StreamEvents {
  const item = { id: "msg_peer", type: "message", role: "assistant", status: "in_progress" };
  const part = (value: string) => ({ type: "output_text", text: value, annotations: [] });
  const response = {
    id: "resp_peer",
    object: "response",
    created_at: 1_780_000_000,
    model: request.model,
    output: [],
    status: "in_progress",
  };
  const isWhole = finish === "stop";
  const counts = usage === undefined ? {} : { usage: responsesUsage(vendor, usage) };
  const place = { item_id: item.id, output_index: 0, content_index: 0 };
  const reason = finish === "length" ? "max_output_tokens" : "content_filter";
  return {
    start: [
      named({ type: "response.created", ...{ response } }),
      named({
        type: "response.output_item.added",
        ...{ output_index: 0, item: { ...item, content: [] } },
      }),
      named({ type: "response.content_part.added", ...{ ...place, part: part("") } }),
    ],
    text: pieces.map((delta) =>
      named({ type: "response.output_text.delta", ...{ ...place, delta } }),
    ),
    end: [
      named({ type: "response.output_text.done", ...{ ...place, text } }),
      named({
        type: "response.output_item.done",
        ...{ output_index: 0, item: { ...item, status: "completed", content: [part(text)] } },
      }),
      named({
        type: isWhole ? "response.completed" : "response.incomplete",
        ...{
          response: {
            ...response,
            status: isWhole ? "completed" : "incomplete",
            incomplete_details: isWhole ? null : { reason },
            ...counts,
          },
        },
      }),
    ],
    error: named({
      type: "error",
      ...{ code: "server_error", message: "It broke.", param: null, sequence_number: 9 },
    }),
  };
}

function responsesUsage(vendor: AiPeerVendor, usage: AiPeerUsage): unknown {
  const input = usage.input + (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0);
  const output = usage.output + (usage.reasoning ?? 0);
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: usage.cacheRead ?? 0,
      ...(usage.cacheWrite === undefined ? {} : { cache_write_tokens: usage.cacheWrite }),
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
    total_tokens: input + output,
    ...(vendor === "xai" && usage.cost !== undefined ? { cost_in_usd_ticks: usage.cost } : {}),
  };
}

function googleEvents({ usage, pieces, finish }: Composed): StreamEvents {
  const counts =
    usage === undefined
      ? {}
      : {
          usageMetadata: {
            promptTokenCount: usage.input + (usage.cacheRead ?? 0),
            cachedContentTokenCount: usage.cacheRead ?? 0,
            toolUsePromptTokenCount: usage.toolInput ?? 0,
            candidatesTokenCount: usage.output,
            thoughtsTokenCount: usage.reasoning ?? 0,
          },
        };
  const event = (text: string, finishReason?: string): string =>
    data({
      candidates: [
        {
          index: 0,
          content: { role: "model", parts: [{ text }] },
          ...(finishReason === undefined ? {} : { finishReason }),
        },
      ],
      ...counts,
      responseId: "peer",
    });
  const reasons = { stop: "STOP", length: "MAX_TOKENS", "content-filter": "SAFETY" };
  return {
    start: [],
    text: pieces.map((text) => event(text)),
    end: [event("", reasons[finish])],
    error: data({ error: { code: 503, message: "Overloaded", status: "UNAVAILABLE" } }),
  };
}

function chatEvents({ vendor, request, usage, pieces, finish }: Composed): StreamEvents {
  const base = {
    id: "chatcmpl-peer",
    object: "chat.completion.chunk",
    created: 1_780_000_000,
    model: request.model,
  };
  const choice = (delta: unknown, reason: string | null = null) => ({
    ...base,
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
  const reasons = { stop: "stop", length: "length", "content-filter": "content_filter" };
  const isAsked = vendor !== "openai-compatible" || asksForUsage(request);
  const counts = usage === undefined || !isAsked ? {} : { usage: chatUsage(vendor, usage) };
  const last = choice(
    vendor === "perplexity" ? { role: "assistant", content: "" } : {},
    reasons[finish],
  );
  // Perplexity and DeepSeek count in the last chunk with a choice; others send one more, without any.
  const isSeparate = vendor === "openai-compatible";
  return {
    start: [data(choice({ role: "assistant", content: "" }))],
    text: pieces.map((content) => data(choice({ content }))),
    end: [
      data(isSeparate ? last : { ...last, ...counts }),
      ...(isSeparate && usage !== undefined && isAsked
        ? [data({ ...base, choices: [], ...counts })]
        : []),
      "data: [DONE]\n\n",
    ],
    error: data({ error: { message: "It broke.", type: "server_error", code: 500 } }),
  };
}

function asksForUsage({ body }: AiPeerRequest): boolean {
  return at(body, "stream_options", "include_usage") === true;
}

function chatUsage(vendor: AiPeerVendor, usage: AiPeerUsage): unknown {
  const prompt = usage.input + (usage.cacheRead ?? 0);
  const reasoning = usage.reasoning ?? 0;
  // Only Perplexity counts reasoning beside the completion.
  const completion = usage.output + (vendor === "perplexity" ? 0 : reasoning);
  const shared = {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  };
  if (vendor === "perplexity") {
    const cost = usage.cost === undefined ? {} : { cost: { total_cost: usage.cost } };
    return { ...shared, reasoning_tokens: reasoning, num_search_queries: 1, ...cost };
  }
  const details = { completion_tokens_details: { reasoning_tokens: reasoning } };
  if (vendor === "deepseek") {
    const hit = usage.cacheRead ?? 0;
    const cache = { prompt_cache_hit_tokens: hit, prompt_cache_miss_tokens: usage.input };
    return { ...shared, ...details, ...cache };
  }
  return { ...shared, ...details, prompt_tokens_details: { cached_tokens: usage.cacheRead ?? 0 } };
}

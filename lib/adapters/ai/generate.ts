import { Output, streamText } from "ai";
import { type FailureContext, outcomeOfFailure, requestIdField } from "./failure";
import type { AiFinishReason, AiOutcome, AiRequest } from "./port";
import { parseObject } from "./structured";
import { type Trace, traceFetch } from "./trace";
import type { UsageReading, Vendor, VendorSetting } from "./vendor";

/** What the stream said so far. */
interface Progress {
  text: string;
  reading: UsageReading | undefined;
  events: number;
  finishReason: AiFinishReason | undefined;
  failure: { readonly error: unknown } | undefined;
}

type Stream = ReturnType<typeof startStream>["stream"];
type Part = Stream extends AsyncIterable<infer T> ? T : never;

/** Runs one call of one vendor: sent once, streamed, ended by the request's signal. */
export async function runGenerate(
  vendor: Vendor,
  setting: VendorSetting,
  request: AiRequest,
): Promise<AiOutcome> {
  const trace = traceFetch(setting.fetch);
  const progress: Progress = {
    text: "",
    reading: undefined,
    events: 0,
    finishReason: undefined,
    failure: undefined,
  };
  if (request.signal.aborted) return { kind: "aborted", sent: false, partialText: "" };
  try {
    const { stream } = startStream(vendor, { ...setting, fetch: trace.fetch }, request);
    for await (const part of stream) takePart(vendor, request, progress, part);
  } catch (error) {
    progress.failure ??= { error };
  }
  await trace.settled;
  return conclude(request, progress, trace, setting.apiKey);
}

function startStream(vendor: Vendor, setting: VendorSetting, request: AiRequest) {
  // The client would write its warnings to the console.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  return streamText({
    model: vendor.createModel(setting, request.model),
    ...(request.system === "" ? {} : { instructions: request.system }),
    prompt: request.prompt,
    maxOutputTokens: request.maxOutputTokens,
    // One hold pays one call. Retries belong to whoever holds the money.
    maxRetries: 0,
    abortSignal: request.signal,
    headers: { "idempotency-key": request.idempotencyKey },
    include: { rawChunks: true },
    // Errors arrive as parts of the stream; the default handler would print them.
    onError: () => {},
    ...(request.schema === undefined ? {} : { output: Output.object({ schema: request.schema }) }),
    ...(vendor.providerOptions === undefined ? {} : { providerOptions: vendor.providerOptions }),
  });
}

/** Takes the four kinds of part that count; the others repeat what these say. */
function takePart(vendor: Vendor, request: AiRequest, progress: Progress, part: Part): void {
  if (part.type === "text-delta") {
    progress.text += part.text;
    tell(request, part.text);
  } else if (part.type === "raw") {
    progress.events += 1;
    progress.reading = vendor.readUsage(part.rawValue, progress.reading) ?? progress.reading;
  } else if (part.type === "error") {
    progress.failure ??= { error: part.error };
  } else if (part.type === "finish") {
    progress.finishReason = finishReasonOf(part.finishReason, part.rawFinishReason);
  }
}

function tell(request: AiRequest, delta: string): void {
  try {
    request.onText?.(delta);
  } catch {
    // The call is paid: a listener that breaks must not lose its outcome.
  }
}

function finishReasonOf(reason: string, raw: string | undefined): AiFinishReason {
  switch (reason) {
    case "stop":
    case "length":
    case "content-filter":
      return reason;
    default:
      // Not every client translates the vendor's word.
      return raw === "content_filter" ? "content-filter" : "other";
  }
}

function conclude(request: AiRequest, progress: Progress, trace: Trace, apiKey: string): AiOutcome {
  const partial: FailureContext["partial"] = {
    partialText: progress.text,
    ...(progress.reading === undefined ? {} : { partialUsage: progress.reading.usage }),
    ...requestIdField(trace),
  };
  const isWhole = progress.failure === undefined && progress.finishReason !== undefined;
  if (!isWhole && request.signal.aborted) return { kind: "aborted", sent: trace.sent, ...partial };
  if (!isWhole || progress.events === 0) {
    const error = progress.failure?.error ?? "The answer is not the stream this vendor sends.";
    return outcomeOfFailure(error, { trace, apiKey, partial });
  }
  return completion(request, progress, trace);
}

/** Zeros beside text that exists are no counts: servers that don't count send them. */
function isCounted(reading: UsageReading | undefined, text: string): reading is UsageReading {
  if (reading?.isFinal !== true) return false;
  const { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens } = reading.usage;
  const input = inputTokens + cacheReadTokens + cacheWriteTokens + cacheWrite1hTokens;
  return input > 0 && (text === "" || reading.usage.outputTokens > 0);
}

function completion(request: AiRequest, progress: Progress, trace: Trace): AiOutcome {
  const { reading, text, finishReason = "other" } = progress;
  const paid = {
    text,
    finishReason,
    usage: isCounted(reading, text) ? reading.usage : null,
    ...(reading?.costReported === undefined ? {} : { costReported: reading.costReported }),
    ...requestIdField(trace),
  };
  if (request.schema === undefined) return { kind: "finished", ...paid };
  const result = parseObject(text, request.schema);
  if ("problem" in result) return { kind: "malformed", problem: result.problem, ...paid };
  return { kind: "finished", object: result.object, ...paid };
}

import { type ApiAnswer, apiPath, createIdempotencyKey } from "./api-client";
import { localProblem, toProblem } from "./api-problem";

const TIMEOUT_MS = 120_000;

export interface UploadRequest {
  /** Below /api/v1, with its query: `/workspaces/…/uploads?alt=…`. */
  readonly path: string;
  readonly file: Blob;
  /** Bytes handed to the network so far. */
  readonly onProgress?: (sent: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends a file as the body itself. XMLHttpRequest, because `fetch` does not tell how much of a body
 * has been sent. Never rejects.
 */
export function upload(request: UploadRequest): Promise<ApiAnswer> {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    const refuse = (code: "network" | "timeout" | "aborted") =>
      resolve({ ok: false, problem: localProblem(code) });
    xhr.open("POST", apiPath(request.path));
    xhr.timeout = TIMEOUT_MS;
    xhr.responseType = "text";
    xhr.setRequestHeader("Accept", "application/json, application/problem+json");
    xhr.setRequestHeader("Idempotency-Key", createIdempotencyKey());
    xhr.setRequestHeader("Content-Type", mediaType(request.file));
    xhr.upload.addEventListener("progress", (event) => {
      request.onProgress?.(event.loaded, event.lengthComputable ? event.total : request.file.size);
    });
    xhr.addEventListener("load", () => resolve(toAnswer(xhr)));
    xhr.addEventListener("error", () => refuse("network"));
    xhr.addEventListener("timeout", () => refuse("timeout"));
    xhr.addEventListener("abort", () => refuse("aborted"));
    request.signal?.addEventListener("abort", () => xhr.abort(), { once: true });
    xhr.send(request.file);
  });
}

/** The server decides by the file's signature; this header is only what the browser believes. */
function mediaType(file: Blob): string {
  return file.type === "" ? "application/octet-stream" : file.type;
}

function toAnswer(xhr: XMLHttpRequest): ApiAnswer {
  const body = parse(xhr.responseText);
  const isSuccess = xhr.status >= 200 && xhr.status < 300;
  if (!isSuccess) {
    const retryAfter = xhr.getResponseHeader("Retry-After");
    return { ok: false, problem: toProblem(xhr.status, body, retryAfter) };
  }
  if (body === undefined) {
    return { ok: false, problem: localProblem("unexpected_answer", xhr.status) };
  }
  return { ok: true, status: xhr.status, data: body, isReplayed: false };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller treats undefined as an answer it does not understand.
    return undefined;
  }
}

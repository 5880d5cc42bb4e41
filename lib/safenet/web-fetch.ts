import { SafenetError } from "./errors";
import type { Purpose } from "./purpose";
import type { SafeResponse } from "./response";
import { runSafeFetch, type SafenetSetting } from "./safe-fetch";

/** The WHATWG signature, for libraries that take a `fetch`. */
export type WebFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const PLACEHOLDER = "https://safenet.invalid/";
const BODILESS: readonly number[] = [204, 205, 304];

/**
 * A `fetch` bound to a purpose. Redirects, limits and decoding follow the purpose, whatever `init` says.
 * Failures reject with SafenetError itself, not with a TypeError around it; a failure inside the body errors its
 * stream with a SafenetError. Only an `init` that no fetch would take rejects with TypeError.
 */
export function createWebFetch(
  setting: SafenetSetting,
  purpose: Purpose,
  options: { workspaceId?: string } = {},
): WebFetch {
  return async (input, init) => {
    // Only `init` is parsed for a plain address: judging the address itself is left to checkUrl.
    const request = new Request(input instanceof Request ? input : PLACEHOLDER, init);
    const url = input instanceof Request ? input.url : String(input);
    const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
    const response = await runSafeFetch(setting, url, {
      purpose,
      ...options,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      ...(body === undefined ? {} : { body }),
      signal: request.signal,
    });
    return toWebResponse(response);
  };
}

function toWebResponse(response: SafeResponse): Response {
  if (response.status < 200 || response.status > 599) {
    response.cancel();
    throw new SafenetError("PROTOCOL_ERROR", {
      sent: true,
      details: { status: response.status },
    });
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    // The body is decoded already, so these two would lie about it.
    if (name === "content-encoding" || name === "content-length" || name === "set-cookie") continue;
    headers.set(name, value);
  }
  for (const cookie of response.setCookies) headers.append("set-cookie", cookie);
  const isBodiless = BODILESS.includes(response.status);
  if (isBodiless) response.cancel();
  const web = new Response(isBodiless ? null : toWebStream(response), {
    status: response.status,
    headers,
  });
  Object.defineProperty(web, "url", { value: response.url });
  return web;
}

function toWebStream(response: SafeResponse): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = response.stream()[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(new Uint8Array(next.value));
      },
      async cancel() {
        response.cancel();
        await iterator.return?.();
      },
    },
    // Nothing is read ahead of the consumer.
    { highWaterMark: 0 },
  );
}

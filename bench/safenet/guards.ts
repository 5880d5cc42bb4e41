import http from "node:http";
import https from "node:https";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import type { OptionsOfBufferResponseBody } from "got";
import { useAgent } from "request-filtering-agent";
// @ts-expect-error The package has no types.
import untypedSsrfFilter from "ssrf-req-filter";
import { createSafenet, parseOperatorRules, type SafenetDeps } from "@/lib/safenet";

/** Reads an address to its end, redirects included. Rejects when the guard or the other side refuses. */
export type Guard = (url: string, request: GuardRequest) => Promise<void>;

interface GuardRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

const ssrfFilter = untypedSsrfFilter as (url: string) => http.Agent;
const REDIRECTS_MAX = 5;

/** The guards that need nothing from their surroundings, used as their own manuals say. */
export const OTHER_GUARDS: Readonly<Record<string, Guard>> = {
  "plain fetch": async (url, request) => {
    const response = await fetch(url, request);
    await response.arrayBuffer();
  },
  "request-filtering-agent": followWith((url) => useAgent(url)),
  "ssrf-req-filter": followWith((url) => ssrfFilter(url)),
  "got-ssrf": async (url, request) => {
    // It takes the look-up as it is when it is loaded, which is to be the one of the closed internet.
    const { gotSsrf } = await import("got-ssrf");
    const options: OptionsOfBufferResponseBody = {
      headers: request.headers,
      method: request.method as "GET",
      responseType: "buffer",
      throwHttpErrors: false,
      retry: { limit: 0 },
      // As for the others by the environment, which got does not heed.
      https: { rejectUnauthorized: false },
    };
    await gotSsrf(url, options);
  },
};

/** Safenet, with the names of the given resolver and connections that no authority vouches for. */
export function safenetGuard(resolve: NonNullable<SafenetDeps["resolve"]>): Guard {
  const net = createSafenet({
    operator: parseOperatorRules(""),
    audit: () => {},
    deps: {
      resolve,
      connect: ({ address: host, port, tls, hostname: servername }) =>
        new Promise((done, fail) => {
          const socket = tls
            ? connectTls({ host, port, rejectUnauthorized: false, servername }, () => done(socket))
            : connect({ host, port }, () => done(socket));
          socket.once("error", fail);
        }),
    },
  });
  return async (url, { method, headers }) => {
    const purpose = method === "POST" ? "webhook" : "source-fetch";
    await (await net.safeFetch(url, { purpose, method, headers })).bytes();
  };
}

/** node:http does not follow redirects, so each hop gets an agent for its own address. */
function followWith(agentFor: (url: string) => http.Agent): Guard {
  return async (first, request) => {
    let url = first;
    for (let hop = 0; hop <= REDIRECTS_MAX; hop += 1) {
      const { status, location } = await requestOnce(url, request, agentFor(url));
      if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return;
      url = new URL(location, url).href;
    }
    throw new Error("Too many redirects.");
  };
}

function requestOnce(
  url: string,
  request: GuardRequest,
  agent: http.Agent,
): Promise<{ status: number; location: string | undefined }> {
  const { request: send } = new URL(url).protocol === "https:" ? https : http;
  return new Promise((done, fail) => {
    send(url, { ...request, agent }, (response) => {
      const { statusCode: status = 0, headers } = response;
      buffer(response).then(() => done({ status, location: headers.location }), fail);
    })
      .on("error", fail)
      .end();
  });
}

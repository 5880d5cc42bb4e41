import { z } from "zod";
import type { ConnectorContext, ConnectorResult } from "./port";
import { siteBase } from "./remote-state";
import { type JsonAnswer, sendJson } from "./send-json";
import type { ConnectorSettings } from "./settings";

export const WORDPRESS = "WordPress";

/** One call of the REST interface. `path` starts with a slash, e.g. `/wp/v2/posts`. */
export interface WordPressCall {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
  /** A file as the body, in place of fields. */
  readonly file?: {
    readonly bytes: Uint8Array;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly signal: AbortSignal;
}

export interface WordPressApi {
  call(call: WordPressCall): Promise<ConnectorResult<JsonAnswer>>;
  urlOf(call: Pick<WordPressCall, "path" | "query">): string;
}

const ErrorAnswer = z.object({ code: z.string().max(100), message: z.string().max(2_000) });

/**
 * The REST interface of one site. Sites without pretty permalinks answer 404 under `/wp-json/`, in HTML of their
 * own; the same call is then made with `?rest_route=`, and so is every later one.
 */
export function createWordPressApi(
  settings: ConnectorSettings,
  context: ConnectorContext,
): WordPressApi {
  const base = siteBase(settings.url).replace(/\/wp-json$/, "");
  const { username = "", application_password: password = "" } = settings.credentials;
  const basic = Buffer.from(`${username}:${password}`, "utf8").toString("base64");
  let style: "path" | "query" = "path";

  function send(call: WordPressCall): Promise<ConnectorResult<JsonAnswer>> {
    const { method, signal, fields, file } = call;
    const body =
      file === undefined
        ? fields === undefined
          ? {}
          : { body: JSON.stringify(fields) }
        : { body: file.bytes };
    return sendJson(context, {
      url: restUrl(base, style, call),
      init: {
        method,
        headers: { ...headersFor(method), ...file?.headers },
        secretHeaders: { authorization: `Basic ${basic}` },
        ...body,
        signal,
      },
      site: WORDPRESS,
      secrets: [password, basic],
      reasonOf: (answer) => ErrorAnswer.safeParse(answer).data?.message ?? null,
    });
  }

  return {
    urlOf: (call) => restUrl(base, style, call),
    call: async (call) => {
      const result = await send(call);
      if (!isForeign404(result) || style === "query") return result;
      style = "query";
      const second = await send(call);
      if (isForeign404(second)) style = "path";
      return second;
    },
  };
}

/** The headers of a request, the secret ones left out. */
export function headersFor(method: "GET" | "POST"): Record<string, string> {
  const accept = { accept: "application/json" };
  return method === "GET" ? accept : { ...accept, "content-type": "application/json" };
}

/** A 404 that WordPress' REST interface did not write: nobody there knows of it, and nothing was done. */
function isForeign404(result: ConnectorResult<JsonAnswer>): boolean {
  if (!result.ok || result.value.status !== 404) return false;
  return !ErrorAnswer.safeParse(result.value.json).success;
}

function restUrl(
  base: string,
  style: "path" | "query",
  { path, query = {} }: Pick<WordPressCall, "path" | "query">,
): string {
  const all = style === "query" ? { rest_route: path, ...query } : query;
  const text = new URLSearchParams(all).toString();
  const place = style === "query" ? `${base}/` : `${base}/wp-json${path}`;
  return text === "" ? place : `${place}?${text}`;
}

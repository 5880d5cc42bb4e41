import { z } from "zod";
import { hmacSha256 } from "@/lib/crypto";
import { failed } from "./http-outcome";
import type { ConnectorContext, ConnectorResult } from "./port";
import { siteBase } from "./remote-state";
import { type JsonAnswer, sendJson } from "./send-json";
import type { ConnectorSettings } from "./settings";

export const GHOST = "Ghost";

/** One call of the Admin API. `path` is relative to it, e.g. `posts/`. */
export interface GhostCall {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** A form with a file as the body, in place of fields. */
  readonly form?: { readonly bytes: Uint8Array; readonly mediaType: string };
  readonly signal: AbortSignal;
}

export interface GhostApi {
  call(call: GhostCall): Promise<ConnectorResult<JsonAnswer>>;
  urlOf(call: Pick<GhostCall, "path" | "query">): string;
}

interface AdminKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** Ghost refuses tokens that live longer than five minutes. */
const TOKEN_SECONDS = 5 * 60;
const ADMIN_KEY = /^([0-9a-f]{8,64}):((?:[0-9a-f]{2}){16,64})$/i;
const ErrorAnswer = z.object({
  errors: z
    .array(z.object({ message: z.string(), context: z.string().nullish() }))
    .min(1)
    .max(20),
});

/** The Admin API of one Ghost site. Every call carries a token of its own. */
export function createGhostApi(settings: ConnectorSettings, context: ConnectorContext): GhostApi {
  const base = siteBase(settings.url).replace(/\/ghost(\/api\/admin)?$/, "");
  const written = (settings.credentials["admin_api_key"] ?? "").trim();
  const key = parseKey(written);
  const urlOf = ({ path, query = {} }: Pick<GhostCall, "path" | "query">): string => {
    const text = new URLSearchParams(query).toString();
    return `${base}/ghost/api/admin/${path}${text === "" ? "" : `?${text}`}`;
  };
  return {
    urlOf,
    call: async (call) => {
      if (key === null) return BAD_KEY;
      const { method, fields, form, signal } = call;
      const type = form === undefined ? {} : { "content-type": form.mediaType };
      const token = tokenOf(key, context.now());
      return sendJson(context, {
        url: urlOf(call),
        init: {
          method,
          headers: { ...headersFor(method), ...type },
          secretHeaders: { authorization: `Ghost ${token}` },
          ...(fields === undefined ? {} : { body: bodyOf(fields) }),
          ...(form === undefined ? {} : { body: form.bytes }),
          signal,
        },
        site: GHOST,
        secrets: [written, written.split(":")[1] ?? "", token],
        reasonOf,
      });
    },
  };
}

/** The body that carries one post. */
export function bodyOf(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ posts: [fields] });
}

/** The headers of a request, the secret ones left out. */
export function headersFor(method: GhostCall["method"]): Record<string, string> {
  const common = { accept: "application/json", "accept-version": "v6.0" };
  return method === "GET" ? common : { ...common, "content-type": "application/json" };
}

const BAD_KEY = failed(
  "misconfigured",
  "This is not an Admin API key of Ghost; copy it whole from the custom integration's page.",
);

function parseKey(text: string): AdminKey | null {
  const [, id, secret] = ADMIN_KEY.exec(text) ?? [];
  if (id === undefined || secret === undefined) return null;
  return { id, secret: Buffer.from(secret, "hex") };
}

/** A JWT (RFC 7519) with HS256: signed with the bytes that the key's hexadecimal text stands for. */
function tokenOf(key: AdminKey, now: Date): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const head = base64url({ alg: "HS256", typ: "JWT", kid: key.id });
  const claims = base64url({ iat: issuedAt, exp: issuedAt + TOKEN_SECONDS, aud: "/admin/" });
  const signature = hmacSha256(key.secret, `${head}.${claims}`).toString("base64url");
  return `${head}.${claims}.${signature}`;
}

function base64url(value: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}

function reasonOf(answer: unknown): string | null {
  const first = ErrorAnswer.safeParse(answer).data?.errors[0];
  if (first === undefined) return null;
  return first.context ?? first.message;
}

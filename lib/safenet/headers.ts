import { SafenetError } from "./errors";

export type HeaderMap = Readonly<Record<string, string>>;
type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Set by the HTTP layer alone, because a caller who sets them could lie about the target or the framing. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

/** What may follow a redirect to another origin. Everything else could be a secret. */
const HARMLESS_HEADERS: ReadonlySet<string> = new Set([
  "accept",
  "accept-language",
  "cache-control",
  "content-type",
  "if-modified-since",
  "if-none-match",
  "range",
  "user-agent",
]);

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** The headers of one call: what is sent on hop 0, and whether any of it is a secret. */
export interface OutgoingHeaders {
  readonly sent: HeaderMap;
  readonly hasSecrets: boolean;
}

/**
 * Joins plain and secret headers, in lower case. Headers that belong to the HTTP layer are dropped, as a
 * browser does. Throws PROTOCOL_ERROR for a name or value that RFC 9110 section 5 does not allow.
 */
export function outgoingHeaders(
  userAgent: string,
  plain: HeaderMap,
  secret: HeaderMap,
): OutgoingHeaders {
  const sent: Record<string, string> = { "user-agent": userAgent };
  for (const [name, value] of [...Object.entries(plain), ...Object.entries(secret)]) {
    const key = name.toLowerCase();
    if (OWN_HEADERS.has(key)) continue;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that split a message.
    if (!HEADER_NAME.test(key) || /[\u0000\r\n]|[^\u0000-\u00ff]/.test(value)) {
      throw new SafenetError("PROTOCOL_ERROR", {
        details: { reason: "request header", name: key },
      });
    }
    sent[key] = value;
  }
  const hasSecrets =
    Object.keys(secret).length > 0 || Object.keys(sent).some((name) => isSecretName(name));
  return { sent, hasSecrets };
}

/** What is left of the headers on another origin. */
export function harmlessHeaders(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS_HEADERS.has(name)));
}

/** Without the headers that describe a body, for a redirect that turns the request into GET. */
export function withoutBodyHeaders(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith("content-")),
  );
}

/** Response headers by lower-case name; repeated ones joined by ", " (RFC 9110 section 5.3). */
export function responseHeaders(raw: RawHeaders): HeaderMap {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(raw)) {
    const value = raw[name];
    if (value === undefined) continue;
    headers[name.toLowerCase()] = typeof value === "string" ? value : value.join(", ");
  }
  return headers;
}

/** The target of a redirect. Throws REDIRECT_INVALID unless there is exactly one Location that is an address. */
export function redirectTarget(raw: RawHeaders, base: URL): string {
  const { location } = raw;
  if (typeof location !== "string") throw new SafenetError("REDIRECT_INVALID");
  const text = decodeLatin1(location);
  const target = /[\p{Cc}\\]/u.test(text) ? null : URL.parse(text, base);
  if (target === null) throw new SafenetError("REDIRECT_INVALID");
  return target.href;
}

/** Header bytes arrive as Latin-1; servers that write raw UTF-8 mean UTF-8 (a host may hide in it). */
function decodeLatin1(text: string): string {
  const isWide = /[\u0080-\u00ff]/.test(text);
  return isWide ? Buffer.from(text, "latin1").toString("utf8") : text;
}

function isSecretName(name: string): boolean {
  return /auth|cookie|token|secret|key|signature|session|password/.test(name);
}

import { isIP } from "node:net";
import { SafenetError, type SafenetErrorCode } from "./errors";
import { judgeAddress } from "./judge";
import { isPortNamed, type OperatorRules } from "./operator";
import { PURPOSES, type Purpose, type PurposeRules } from "./purpose";

/** What an address is judged by. `allowHosts` narrows: a name, or `*.name` for its subdomains. */
export interface UrlPolicy {
  readonly purpose: Purpose;
  readonly operator: OperatorRules;
  readonly allowHosts?: readonly string[];
}

/** An address whose form is accepted. A name is not resolved yet, so its addresses are not judged yet. */
export interface CheckedUrl {
  readonly url: URL;
  /** Canonical: lower case, punycode, no trailing dot, no brackets. */
  readonly host: string;
  readonly kind: "name" | "literal" | "localhost";
  readonly port: number;
  readonly tls: boolean;
}

const URL_CHARS_MAX = 4096;
const HOST_CHARS_MAX = 253;
const LABEL_CHARS_MAX = 63;
/** Names that never mean a site on the public web: RFC 7686, RFC 6762, RFC 6761. */
const REFUSED_SUFFIXES: readonly string[] = ["onion", "local", "invalid"];
/** What localhost stands for here (RFC 6761 section 6.3); it is never looked up. */
export const LOCALHOST_ADDRESSES: readonly string[] = ["127.0.0.1", "::1"];

/**
 * Checks the form of an address without any look-up, for a form that saves it. Literal addresses are judged
 * fully. Throws SafenetError: URL_INVALID, SCHEME_REFUSED, CREDENTIALS_REFUSED, PORT_REFUSED,
 * HOST_REFUSED, HOST_NOT_ALLOWED, IP_REFUSED, SELF_REFUSED.
 */
export function checkUrl(input: string, policy: UrlPolicy): CheckedUrl {
  return checkUrlRules(input, policy, PURPOSES[policy.purpose]);
}

/** As checkUrl, with the limits given. */
export function checkUrlRules(
  input: string,
  policy: Omit<UrlPolicy, "purpose">,
  rules: PurposeRules,
): CheckedUrl {
  const url = parseUrl(input);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse("SCHEME_REFUSED", url);
  if (url.username !== "" || url.password !== "") throw refuse("CREDENTIALS_REFUSED", url);
  const checked = canonical(url);
  requireAllowedHost(checked, policy.allowHosts);
  requirePort(checked, policy.operator, rules);
  if (checked.kind === "literal") requireAddress(checked, policy.operator, rules);
  if (checked.kind === "localhost") requireLocalhost(checked, policy.operator, rules);
  return checked;
}

function parseUrl(input: string): URL {
  // The URL parser drops tabs and line ends and turns \ into /: other programs read such text differently.
  if (input.length > URL_CHARS_MAX || /[\p{Cc}\\]/u.test(input)) {
    throw new SafenetError("URL_INVALID");
  }
  const url = URL.parse(input);
  if (url === null) throw new SafenetError("URL_INVALID");
  return url;
}

function canonical(url: URL): CheckedUrl {
  const bare = url.hostname.replace(/^\[|\]$/g, "");
  const host = bare.endsWith(".") ? bare.slice(0, -1) : bare;
  const kind = hostKind(host);
  if (kind === "name" && !isName(host)) throw refuse("URL_INVALID", url);
  const clean = new URL(url);
  clean.hash = "";
  if (host !== bare) clean.hostname = host;
  const tls = url.protocol === "https:";
  const port = url.port === "" ? (tls ? 443 : 80) : Number(url.port);
  return { url: clean, host, kind, port, tls };
}

function hostKind(host: string): CheckedUrl["kind"] {
  if (isIP(host) !== 0) return "literal";
  return host === "localhost" || host.endsWith(".localhost") ? "localhost" : "name";
}

function isName(host: string): boolean {
  if (host === "" || host.length > HOST_CHARS_MAX) return false;
  return host
    .split(".")
    .every((label) => label.length <= LABEL_CHARS_MAX && /^[a-z0-9_-]+$/.test(label));
}

function requireAllowedHost(checked: CheckedUrl, allowHosts: readonly string[] | undefined): void {
  const last = checked.host.slice(checked.host.lastIndexOf(".") + 1);
  if (checked.kind === "name" && REFUSED_SUFFIXES.includes(last)) {
    throw refuse("HOST_REFUSED", checked.url);
  }
  if (allowHosts === undefined) return;
  const isListed = allowHosts.some((pattern) =>
    pattern.startsWith("*.")
      ? checked.host.endsWith(pattern.slice(1).toLowerCase())
      : checked.host === pattern.toLowerCase(),
  );
  if (!isListed) throw refuse("HOST_NOT_ALLOWED", checked.url);
}

function requirePort(checked: CheckedUrl, operator: OperatorRules, rules: PurposeRules): void {
  if (rules.ports.includes(checked.port) || isPortNamed(operator, checked.port)) return;
  throw refuse("PORT_REFUSED", checked.url);
}

function requireAddress(checked: CheckedUrl, operator: OperatorRules, rules: PurposeRules): void {
  const judgement = judgeAddress(checked.host, checked.port, operator, rules);
  if (!judgement.allow) {
    throw new SafenetError(judgement.code, { details: judgement.details });
  }
}

function requireLocalhost(checked: CheckedUrl, operator: OperatorRules, rules: PurposeRules): void {
  const isOpen = LOCALHOST_ADDRESSES.some(
    (ip) => judgeAddress(ip, checked.port, operator, rules).allow,
  );
  if (!isOpen) throw refuse("HOST_REFUSED", checked.url);
}

function refuse(code: SafenetErrorCode, url: URL): SafenetError {
  return new SafenetError(code, { details: { host: url.hostname, port: url.port } });
}

import { isIP } from "node:net";
import { SafenetError, type SafenetErrorCode } from "./errors";
import { canonicalHost } from "./host";
import { judgeAddress, type Refusal } from "./judge";
import { isPortNamed, type OperatorRules } from "./operator";
import { PURPOSES, type Purpose, type PurposeRules } from "./purpose";
import { requireWorkspaceRules, type WorkspaceRules } from "./workspace-rules";

/** What an address is judged by. `rules` narrow what the operator and the purpose leave. */
export interface UrlPolicy {
  readonly purpose: Purpose;
  readonly operator: OperatorRules;
  readonly rules?: WorkspaceRules;
}

/** An address whose form is accepted. A name is not resolved yet, so its addresses are not judged yet. */
export interface CheckedUrl {
  readonly url: URL;
  /** Canonical: lower case, punycode, no trailing dot, no brackets. */
  readonly host: string;
  readonly kind: "name" | "literal" | "localhost";
  readonly port: number;
  readonly tls: boolean;
  /** What would refuse it, when the operator's mode is `log`. */
  readonly wouldRefuse?: Refusal;
}

const URL_CHARS_MAX = 4096;
const HOST_CHARS_MAX = 253;
const LABEL_CHARS_MAX = 63;
/** Names that never mean a site on the public web: RFC 7686, RFC 6762, RFC 6761, RFC 9476. */
const REFUSED_SUFFIXES: readonly string[] = ["onion", "local", "invalid", "alt"];
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
  purpose: PurposeRules,
): CheckedUrl {
  const url = parseUrl(input);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse("SCHEME_REFUSED", url);
  if (url.username !== "" || url.password !== "") throw refuse("CREDENTIALS_REFUSED", url);
  const checked = canonical(url);
  if (isNeverPublic(checked.host)) throw refuse("HOST_REFUSED", url);
  requireWorkspaceRules(checked, policy.rules ?? {});
  const refusal = refusalOf(checked, policy.operator, purpose);
  if (refusal === undefined) return checked;
  if (!refusal.isRelaxed) throw new SafenetError(refusal.code, { details: refusal.details });
  return { ...checked, wouldRefuse: refusal };
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
  const host = canonicalHost(url);
  const kind = hostKind(host);
  if (kind === "name" && !isName(host)) throw refuse("URL_INVALID", url);
  // Stryker disable next-line ConditionalExpression,StringLiteral: each setter parses anew; the end is the same.
  if (url.hash !== "") url.hash = "";
  if (url.hostname.endsWith(".")) url.hostname = url.hostname.slice(0, -1);
  const tls = url.protocol === "https:";
  const port = url.port === "" ? (tls ? 443 : 80) : Number(url.port);
  return { url, host, kind, port, tls };
}

function hostKind(host: string): CheckedUrl["kind"] {
  if (isIP(host) !== 0) return "literal";
  return host === "localhost" || host.endsWith(".localhost") ? "localhost" : "name";
}

function isName(host: string): boolean {
  if (host.length > HOST_CHARS_MAX) return false;
  return host
    .split(".")
    .every((label) => label.length <= LABEL_CHARS_MAX && /^[a-z0-9_-]+$/.test(label));
}

function isNeverPublic(host: string): boolean {
  return REFUSED_SUFFIXES.includes(host.slice(host.lastIndexOf(".") + 1));
}

/** What the operator and the purpose have against an address whose form is right: first what no mode relaxes. */
function refusalOf(
  checked: CheckedUrl,
  operator: OperatorRules,
  purpose: PurposeRules,
): Refusal | undefined {
  const refusals = [
    portRefusal(checked, operator, purpose),
    addressRefusal(checked, operator, purpose),
  ].filter((refusal) => refusal !== undefined);
  return refusals.find(({ isRelaxed }) => !isRelaxed) ?? refusals[0];
}

function addressRefusal(
  { host, kind, port }: CheckedUrl,
  operator: OperatorRules,
  purpose: PurposeRules,
): Refusal | undefined {
  if (kind === "name") return undefined;
  if (kind === "literal") return judgeAddress(host, port, operator, purpose);
  // It is enough that one of the two may be dialled.
  const [first, second] = LOCALHOST_ADDRESSES.map((ip) =>
    judgeAddress(ip, port, operator, purpose),
  );
  if (first === undefined || second === undefined) return undefined;
  return { ...first, code: "HOST_REFUSED" };
}

function portRefusal(
  { url, port }: CheckedUrl,
  operator: OperatorRules,
  purpose: PurposeRules,
): Refusal | undefined {
  if (purpose.ports.includes(port) || isPortNamed(operator, port)) return undefined;
  const details = { host: url.hostname, port };
  return { code: "PORT_REFUSED", details, isRelaxed: operator.mode === "log" };
}

function refuse(code: SafenetErrorCode, url: URL): SafenetError {
  return new SafenetError(code, { details: { host: url.hostname, port: url.port } });
}

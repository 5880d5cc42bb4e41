import { isIP } from "node:net";
import { SafenetError, type SafenetErrorCode } from "./errors";
import { parseHost } from "./host";

/**
 * What a workspace decided about its own calls. It can only narrow: nothing here opens an address, a port or a
 * scheme. A host is a name or an address, written as in a URL; `*.name` stands for every name below it, but not for
 * the name itself. A text that is no host refuses every call: nobody knows what it was to keep out.
 */
export interface WorkspaceRules {
  /** When given, no other host may be called. */
  readonly allowHosts?: readonly string[];
  /** Never called, also when allowed above. */
  readonly denyHosts?: readonly string[];
  readonly httpsOnly?: boolean;
  /** When given, no other port may be called. */
  readonly ports?: readonly number[];
}

/** Where a call goes: the host in its canonical form. */
interface Place {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** @throws SafenetError SCHEME_REFUSED | PORT_REFUSED | HOST_NOT_ALLOWED */
export function requireWorkspaceRules(place: Place, rules: WorkspaceRules): void {
  const { host, port, tls } = place;
  const { allowHosts, denyHosts = [], httpsOnly = false, ports } = rules;
  if (httpsOnly && !tls) throw refuse("SCHEME_REFUSED", place);
  if (ports !== undefined && !ports.includes(port)) throw refuse("PORT_REFUSED", place);
  const denied = denyHosts.map((pattern) => isMatch(host, pattern));
  const allowed = allowHosts?.map((pattern) => isMatch(host, pattern)) ?? [true];
  const isRefused = denied.includes(true) || !allowed.includes(true);
  if (isRefused || [...denied, ...allowed].includes(null)) {
    throw refuse("HOST_NOT_ALLOWED", place);
  }
}

/** A host or `*.name` in the form in which rules are compared. Undefined for text that is neither. */
export function parseHostPattern(text: string): string | undefined {
  const isBelow = text.startsWith("*.");
  const host = parseHost(isBelow ? text.slice(2) : text);
  if (host === null) return undefined;
  if (isIP(host) !== 0) return isBelow ? undefined : host;
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(host)) return undefined;
  return isBelow ? `*.${host}` : host;
}

/** Null when the pattern holds no host. */
function isMatch(host: string, pattern: string): boolean | null {
  const isBelow = pattern.startsWith("*.");
  const name = parseHost(isBelow ? pattern.slice(2) : pattern);
  if (name === null) return null;
  return isBelow ? host.endsWith(`.${name}`) : host === name;
}

function refuse(code: SafenetErrorCode, { host, port }: Place): SafenetError {
  return new SafenetError(code, { details: { host, port, rule: "workspace" } });
}

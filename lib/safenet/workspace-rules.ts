import { SafenetError, type SafenetErrorCode } from "./errors";
import { parseHostPattern } from "./host";

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

/** What is about to be called: the host in canonical form. */
interface Callee {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** @throws SafenetError SCHEME_REFUSED | PORT_REFUSED | HOST_NOT_ALLOWED */
export function requireWorkspaceRules(callee: Callee, rules: WorkspaceRules): void {
  const { host, port, tls } = callee;
  const { allowHosts, denyHosts = [], httpsOnly = false, ports } = rules;
  if (httpsOnly && !tls) throw refuse("SCHEME_REFUSED", callee);
  if (ports !== undefined && !ports.includes(port)) throw refuse("PORT_REFUSED", callee);
  const denied = denyHosts.map((pattern) => isMatch(host, pattern));
  const allowed = allowHosts?.map((pattern) => isMatch(host, pattern)) ?? [true];
  const isRefused = denied.includes(true) || !allowed.includes(true);
  if (isRefused || [...denied, ...allowed].includes(null)) {
    throw refuse("HOST_NOT_ALLOWED", callee);
  }
}

/** Null when the pattern is none. */
function isMatch(host: string, text: string): boolean | null {
  const pattern = parseHostPattern(text);
  if (pattern === undefined) return null;
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;
}

function refuse(code: SafenetErrorCode, { host, port }: Callee): SafenetError {
  return new SafenetError(code, { details: { host, port, rule: "workspace" } });
}

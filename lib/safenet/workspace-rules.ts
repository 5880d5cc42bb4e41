import { SafenetError, type SafenetErrorCode } from "./errors";
import type { CheckedUrl } from "./url";

/**
 * What a workspace decided about its own calls. It can only narrow: nothing here opens an address, a port or a
 * scheme. A host is a name or an address as in a URL without brackets; `*.name` stands for every name below it, but
 * not for the name itself.
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

/** @throws SafenetError SCHEME_REFUSED | PORT_REFUSED | HOST_NOT_ALLOWED */
export function requireWorkspaceRules(checked: CheckedUrl, rules: WorkspaceRules): void {
  const { host, port, tls } = checked;
  const { allowHosts, denyHosts = [], httpsOnly = false, ports } = rules;
  if (httpsOnly && !tls) throw refuse("SCHEME_REFUSED", checked);
  if (ports !== undefined && !ports.includes(port)) throw refuse("PORT_REFUSED", checked);
  const isListed = (patterns: readonly string[]) => patterns.some((one) => isMatch(host, one));
  if (isListed(denyHosts)) throw refuse("HOST_NOT_ALLOWED", checked);
  if (allowHosts !== undefined && !isListed(allowHosts)) throw refuse("HOST_NOT_ALLOWED", checked);
}

function isMatch(host: string, pattern: string): boolean {
  const lower = pattern.toLowerCase();
  return lower.startsWith("*.") ? host.endsWith(lower.slice(1)) : host === lower;
}

function refuse(code: SafenetErrorCode, { host, port }: CheckedUrl): SafenetError {
  return new SafenetError(code, { details: { host, port, rule: "workspace" } });
}

import { isIP, isIPv6 } from "node:net";

/** The host of a URL in the one form in which hosts are compared: no brackets, no trailing dot. */
export function canonicalHost(url: URL): string {
  const bare = url.hostname.replace(/^\[|\]$/g, "");
  return bare.endsWith(".") ? bare.slice(0, -1) : bare;
}

/**
 * A host or `*.name` in the same form: in lower case, a name of other letters in Punycode. Undefined for text that is
 * neither.
 */
export function parseHostPattern(text: string): string | undefined {
  const isBelow = text.startsWith("*.");
  const name = isBelow ? text.slice(2) : text;
  const url = URL.parse(`http://${isIPv6(name) ? `[${name}]` : name}/`);
  // Nothing but a host: no port, no path, no user.
  if (url === null || url.href !== `http://${url.hostname}/`) return undefined;
  const host = canonicalHost(url);
  if (isIP(host) !== 0) return isBelow ? undefined : host;
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(host)) return undefined;
  return isBelow ? `*.${host}` : host;
}

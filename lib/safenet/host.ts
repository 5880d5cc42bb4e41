import { isIP, isIPv6 } from "node:net";

/** The host of a URL in the one form in which hosts are compared: no brackets, no trailing dot. */
export function canonicalHost(url: URL): string {
  const { hostname } = url;
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return bare.endsWith(".") ? bare.slice(0, -1) : bare;
}

/**
 * A host or `*.name` that a person wrote, in the same form: also in lower case, and in Punycode. Undefined for text
 * that is neither.
 */
export function parseHostPattern(text: string): string | undefined {
  const isBelow = text.startsWith("*.");
  const host = parseHost(isBelow ? text.slice(2) : text);
  if (host === undefined) return undefined;
  if (isIP(host) !== 0) return isBelow ? undefined : host;
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(host)) return undefined;
  return isBelow ? `*.${host}` : host;
}

/** Undefined for anything but a host. */
function parseHost(text: string): string | undefined {
  const url = URL.parse(`http://${isIPv6(text) ? `[${text}]` : text}/`);
  // A port, a path, a user: whatever else stood there is still in the address.
  return url?.href === `http://${url?.hostname}/` ? canonicalHost(url) : undefined;
}

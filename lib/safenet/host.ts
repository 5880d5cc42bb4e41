import { isIPv6 } from "node:net";

/** The host of a URL in the one form in which hosts are compared: no brackets, no trailing dot. */
export function canonicalHost(url: URL): string {
  const bare = url.hostname.replace(/^\[|\]$/g, "");
  return bare.endsWith(".") ? bare.slice(0, -1) : bare;
}

/** A host that a person wrote, in the same form: also lower case and punycode. Null for anything but a host. */
export function parseHost(text: string): string | null {
  const host = isIPv6(text) ? `[${text}]` : text;
  const url = URL.parse(`http://${host}/`);
  const isHostAlone = url !== null && url.href === `http://${url.hostname}/`;
  return isHostAlone ? canonicalHost(url) : null;
}

/** The host of a URL in the one form in which hosts are compared: no brackets, no trailing dot. */
export function canonicalHost(url: URL): string {
  const bare = url.hostname.replace(/^\[|\]$/g, "");
  return bare.endsWith(".") ? bare.slice(0, -1) : bare;
}

/**
 * A host or `*.name` as URLs have it: in lower case, a name of other letters in Punycode, no trailing dot. Undefined
 * for text that is neither.
 */
export function parseHostPattern(text: string): string | undefined {
  const isBelow = text.startsWith("*.");
  const name = isBelow ? text.slice(2) : text;
  const bare = name.includes(":") ? `[${name}]` : name;
  const url = /[\s/?#@\\%*[\]]/u.test(name) ? null : URL.parse(`https://${bare}/`);
  const host = url === null ? "" : canonicalHost(url);
  if (host === "" || host.startsWith(".") || host.includes("..")) return undefined;
  return isBelow ? `*.${host}` : host;
}

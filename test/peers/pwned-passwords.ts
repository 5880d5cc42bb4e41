import { createHash, randomBytes } from "node:crypto";
import { type CmsPeer, startPeer } from "@/test/peers/cms/peer-server";

// Pwned Passwords as documented at haveibeenpwned.com/API/v3#PwnedPasswords: what is known of a range of hashes, padded when
// asked.

const PADDED_LINES = 800;

/** Starts the service on a loopback port. `known` are the passwords that were seen in breaches. */
export function startPwnedPasswords(known: readonly string[], port = 0): Promise<CmsPeer> {
  const hashes = known.map((password) =>
    createHash("sha1").update(password).digest("hex").toUpperCase(),
  );
  return startPeer(({ method, url, headers }) => {
    const prefix = /^\/range\/([0-9A-Fa-f]{5})$/.exec(url.pathname)?.[1]?.toUpperCase();
    if (method !== "GET" || prefix === undefined) {
      return { status: 400, body: "The hash prefix was not in a valid format" };
    }
    const found = hashes
      .filter((hash) => hash.startsWith(prefix))
      .map((hash, index) => `${hash.slice(prefix.length)}:${index + 3}`);
    const missing = headers["add-padding"] === "true" ? PADDED_LINES - found.length : 1;
    const padding = Array.from({ length: missing }, () => `${suffix()}:0`);
    return {
      status: 200,
      headers: { "content-type": "text/plain" },
      body: [...found, ...padding].sort().join("\r\n"),
    };
  }, port);
}

function suffix(): string {
  return randomBytes(18).toString("hex").toUpperCase().slice(1);
}

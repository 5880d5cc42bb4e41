import { isIP } from "node:net";

/** An address without the IPv6 spelling of IPv4 that a dual-stack socket reports. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/** One entry of X-Forwarded-For, which may carry brackets or a port. Null for anything that is no address. */
function parseEntry(entry: string): string | null {
  const text = entry.trim();
  const bracketed = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/i.exec(text)?.[1];
  const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(text)?.[1];
  const address = plain(bracketed ?? withPort ?? text);
  return isIP(address) === 0 ? null : address;
}

/**
 * The address of the client. With no trusted proxy it is the socket's, whatever the headers say. Each
 * trusted proxy has added the address that it saw at the end of the list: counting back over them gives
 * the client. A list that is too short or garbled there was not written by our proxies: the socket's again.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trustedHops: number,
): string {
  const socketAddress = plain(peer ?? "");
  if (trustedHops === 0 || forwardedFor === undefined) return socketAddress;
  const chain = [...forwardedFor.split(","), socketAddress];
  const entry = chain[chain.length - 1 - trustedHops];
  return entry === undefined ? socketAddress : (parseEntry(entry) ?? socketAddress);
}

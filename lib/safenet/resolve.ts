import { Resolver } from "node:dns/promises";
import { parseAddress } from "./address";
import { type Lifetime, withDeadline } from "./deadline";
import { errorCode, SafenetError, type SafenetErrorCode } from "./errors";

/** Looks a canonical name up. Returns every address, in the order in which they may be tried. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<string[]>;

const TRY_TIMEOUT_MS = 1000;
const TRIES = 2;
const ADDRESSES_MAX = 64;

const DNS_CODES: Readonly<Record<string, SafenetErrorCode>> = {
  ENOTFOUND: "DNS_NOT_FOUND",
  ENODATA: "DNS_EMPTY",
  ETIMEOUT: "DNS_TIMEOUT",
  EBADRESP: "DNS_MALFORMED",
  EBADNAME: "DNS_NOT_FOUND",
};

/**
 * Asks the machine's name servers for A and AAAA through c-ares. The name is made absolute, so the search list
 * of the machine can't turn a public name into an internal one, and the hosts file is not read.
 * `servers` replaces the name servers of the machine.
 */
export async function resolveWithCares(
  name: string,
  signal: AbortSignal,
  servers?: readonly string[],
): Promise<string[]> {
  const resolver = new Resolver({ timeout: TRY_TIMEOUT_MS, tries: TRIES });
  if (servers !== undefined) resolver.setServers(servers);
  const cancel = (): void => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const [v4, v6] = await Promise.allSettled([
      resolver.resolve4(`${name}.`),
      resolver.resolve6(`${name}.`),
    ]);
    // Many name servers answer AAAA with an error; a good answer of one family is enough.
    if (v4.status === "rejected" && v6.status === "rejected") throw telling(v4.reason, v6.reason);
    return [
      ...(v4.status === "fulfilled" ? v4.value : []),
      ...(v6.status === "fulfilled" ? v6.value : []),
    ];
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/**
 * Resolves a name within `timeoutMs`. Throws SafenetError DNS_NOT_FOUND, DNS_EMPTY, DNS_MALFORMED
 * (an answer that is no address), DNS_TIMEOUT or DNS_FAILED.
 */
export async function resolveHost(
  name: string,
  resolve: ResolveName,
  timeoutMs: number,
  lifetime: Lifetime,
): Promise<readonly string[]> {
  const deadline = { ms: timeoutMs, code: "DNS_TIMEOUT", lifetime } as const;
  const addresses = await withDeadline(deadline, async (inner) => {
    try {
      return await resolve(name, inner);
    } catch (error) {
      if (error instanceof SafenetError) throw error;
      throw new SafenetError(DNS_CODES[errorCode(error)] ?? "DNS_FAILED", { cause: error });
    }
  });
  if (addresses.length === 0) throw new SafenetError("DNS_EMPTY");
  if (addresses.length > ADDRESSES_MAX) throw new SafenetError("DNS_MALFORMED");
  if (addresses.some((address) => parseAddress(address) === null)) {
    throw new SafenetError("DNS_MALFORMED", { details: { answer: addresses.join(" ") } });
  }
  return [...new Set(addresses)];
}

/** "No such name" and "no address" say less than a failure of the name server, which may pass. */
function telling(first: unknown, second: unknown): unknown {
  const isAnswer = (error: unknown): boolean => ["ENOTFOUND", "ENODATA"].includes(errorCode(error));
  return isAnswer(first) ? second : first;
}

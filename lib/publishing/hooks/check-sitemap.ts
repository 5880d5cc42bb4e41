import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { safeFetch } from "@/lib/outbound";
import { failedCall } from "./call-out";
import type { Attempt, HookOutcome } from "./hook-event";
import { readSitemap, type Sitemap } from "./read-sitemap";

/** Of a packed file, unpacked. Files that are not packed are capped by the guard. */
const UNPACKED_BYTES_MAX = 10 * 1024 * 1024;
/** How many sitemaps of an index are read: the ones that changed last. */
const SITEMAPS_MAX = 20;
const CHECK_TIMEOUT_MS = 90_000;

interface Found {
  readonly isListed: boolean;
  /** Sitemaps of an index that were not read, because it names so many. */
  readonly leftOut: number;
}

type Read = (url: string) => Promise<Sitemap>;

/** Looks whether the site's own sitemap lists the published address. */
export const checkSitemap: Attempt = async (call, shutdown) => {
  const { hook, event } = call;
  const page = event.data.url;
  if (hook.url === null || page === null) {
    return { verdict: "never", status: null, detail: "There is no address to look for." };
  }
  const signal = AbortSignal.any([shutdown, AbortSignal.timeout(CHECK_TIMEOUT_MS)]);
  const read: Read = (url) => fetchSitemap(url, hook.ownerWorkspaceId, signal);
  try {
    return describeFound(await findPage(hook.url, page, read));
  } catch (error) {
    if (error instanceof SitemapError)
      return { verdict: "again", status: error.status, detail: error.message };
    return failedCall(error);
  }
};

function describeFound({ isListed, leftOut }: Found): HookOutcome {
  if (isListed) {
    return { verdict: "done", status: null, detail: "The sitemap lists the published address." };
  }
  const rest =
    leftOut === 0
      ? ""
      : ` Of its index the ${SITEMAPS_MAX} latest were read, and ${leftOut} were not.`;
  return {
    verdict: "again",
    status: null,
    detail: `The sitemap does not list the published address.${rest}`,
  };
}

/** Reads the sitemap, or the sitemaps that an index names, until one lists the page. */
export async function findPage(sitemapUrl: string, page: string, read: Read): Promise<Found> {
  const wanted = pageKey(page);
  const lists = ({ entries }: Sitemap) => entries.some(({ url }) => pageKey(url) === wanted);
  const top = await read(sitemapUrl);
  if (top.kind === "pages") return { isListed: lists(top), leftOut: 0 };
  const sitemaps = ofSameHost(top, sitemapUrl);
  for (const url of sitemaps.slice(0, SITEMAPS_MAX)) {
    // An index names no further index (sitemaps.org): such a file lists no pages.
    const sitemap = await read(url).catch(skipUnreadable);
    if (sitemap.kind === "pages" && lists(sitemap)) return { isListed: true, leftOut: 0 };
  }
  return { isListed: false, leftOut: Math.max(0, sitemaps.length - SITEMAPS_MAX) };
}

/** One bad file of an index hides none of the others. */
function skipUnreadable(error: unknown): Sitemap {
  if (error instanceof SitemapError) return { kind: "unknown", entries: [] };
  throw error;
}

/** The sitemaps of an index that are on its own site, as the protocol wants it; the ones that changed last come first. */
function ofSameHost({ entries }: Sitemap, indexUrl: string): string[] {
  const { host } = new URL(indexUrl);
  return entries
    .filter(({ url }) => URL.parse(url)?.host === host)
    .toSorted((one, other) => other.changedAt.localeCompare(one.changedAt))
    .map(({ url }) => url);
}

/** The same for addresses that lead to the same page: fragments and a slash at the end do not count. */
function pageKey(address: string): string {
  const url = URL.parse(address);
  if (url === null) return "";
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}${url.search}`;
}

async function fetchSitemap(
  url: string,
  workspaceId: string,
  signal: AbortSignal,
): Promise<Sitemap> {
  const response = await safeFetch(url, { purpose: "sitemap-check", workspaceId, signal });
  const { status } = response;
  if (status !== 200) {
    response.cancel();
    throw new SitemapError(`The sitemap's address answered with status ${status}.`, status);
  }
  const sitemap = readSitemap(new TextDecoder().decode(await unpacked(await response.bytes())));
  if (sitemap.kind === "unknown") {
    throw new SitemapError("The address has no sitemap in XML.", status);
  }
  return sitemap;
}

/** Sitemaps are often kept as .xml.gz: packed as a file, not for the way. */
async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isPacked) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: UNPACKED_BYTES_MAX });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw new SitemapError(
      isTooLarge ? "The sitemap is too large to be read." : "The packed sitemap can't be unpacked.",
      null,
    );
  }
}

class SitemapError extends Error {
  readonly status: number | null;

  constructor(message: string, status: number | null) {
    super(message);
    this.name = "SitemapError";
    this.status = status;
  }
}

import { Parser } from "htmlparser2";

/** One entry of a sitemap, or of an index of sitemaps. */
export interface SitemapEntry {
  readonly url: string;
  /** As written; empty when the file does not say. */
  readonly changedAt: string;
}

export interface Sitemap {
  /** An index lists sitemaps, a sitemap lists pages; of another file neither is said. */
  readonly kind: "index" | "pages" | "unknown";
  readonly entries: readonly SitemapEntry[];
}

/** As many as the protocol allows in one file. */
const ENTRIES_MAX = 50_000;
const KINDS: Readonly<Record<string, Sitemap["kind"]>> = { sitemapindex: "index", urlset: "pages" };
const ENTRY_NAMES = ["url", "sitemap"];

/**
 * Reads a file of the Sitemaps protocol 0.9 (sitemaps.org). Only the five entities of XML and numbers are
 * decoded: what a document type declares is not, so no text grows.
 */
export function readSitemap(xml: string): Sitemap {
  const path: string[] = [];
  const entries: SitemapEntry[] = [];
  let kind: Sitemap["kind"] = "unknown";
  let fields: Record<string, string> = {};
  const parser = new Parser(
    {
      onopentagname(name) {
        const local = localName(name);
        if (path.length === 0) kind = KINDS[local] ?? "unknown";
        if (path.length === 1) fields = {};
        path.push(local);
      },
      ontext(text) {
        const [, , field] = path;
        if (path.length === 3 && field !== undefined) fields[field] = (fields[field] ?? "") + text;
      },
      onclosetag() {
        const name = path.pop() ?? "";
        if (path.length !== 1 || !ENTRY_NAMES.includes(name)) return;
        const url = fields["loc"]?.trim() ?? "";
        const changedAt = fields["lastmod"]?.trim() ?? "";
        if (url !== "" && entries.length < ENTRIES_MAX) entries.push({ url, changedAt });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return { kind, entries };
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

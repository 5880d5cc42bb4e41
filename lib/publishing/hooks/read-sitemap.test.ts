import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeXml } from "@/lib/http/xml";
import { readSitemap } from "./read-sitemap";

const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const pages = (...urls: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${NAMESPACE}>${urls
    .map((url) => `<url><loc>${url}</loc><lastmod>2026-11-28</lastmod></url>`)
    .join("\n")}</urlset>`;

describe("a sitemap", () => {
  it("gives back the addresses that were written into it, whatever they hold", () => {
    fc.assert(
      fc.property(
        fc.array(fc.webUrl({ withQueryParameters: true, size: "xsmall" }), { maxLength: 4 }),
        (urls) => {
          const { kind, entries } = readSitemap(pages(...urls.map(escapeXml)));
          expect(kind).toBe("pages");
          expect(entries.map(({ url }) => url)).toEqual(urls);
        },
      ),
    );
  });

  it("is read with a prefix, CDATA, white space and fields that it does not know", () => {
    const xml = `<s:urlset xmlns:s="x" xmlns:image="y"><s:url>
      <s:loc> <![CDATA[https://example.org/a?b=1&c=2]]> </s:loc>
      <image:image><image:loc>https://example.org/picture.png</image:loc></image:image>
    </s:url></s:urlset>`;
    expect(readSitemap(xml).entries).toEqual([
      { url: "https://example.org/a?b=1&c=2", changedAt: "" },
    ]);
  });

  it("tells an index from a list of pages, and both from something else", () => {
    const index = `<sitemapindex ${NAMESPACE}><sitemap><loc>https://example.org/1.xml</loc><lastmod>2026-01-02</lastmod></sitemap></sitemapindex>`;
    expect(readSitemap(index)).toEqual({
      kind: "index",
      entries: [{ url: "https://example.org/1.xml", changedAt: "2026-01-02" }],
    });
    for (const text of ["", "no xml", "<html><body><url><loc>x</loc></url></body></html>"]) {
      expect(readSitemap(text).kind).toBe("unknown");
    }
  });

  it("does not unfold what a document type declares", () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
    );
    const bomb = `<!DOCTYPE urlset [<!ENTITY e0 "boom"><!ENTITY file SYSTEM "file:///etc/passwd">${levels.join("")}]><urlset><url><loc>https://example.org/&e12;&file;</loc></url></urlset>`;
    const { entries } = readSitemap(bomb);
    expect(entries).toEqual([{ url: "https://example.org/&e12;&file;", changedAt: "" }]);
  });

  it("never throws, whatever it is given", () => {
    fc.assert(fc.property(fc.string(), (text) => void readSitemap(`<urlset>${text}`)));
  });
});

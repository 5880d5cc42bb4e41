import { describe, expect, it } from "vitest";
import { findPage } from "./check-sitemap";
import { readSitemap } from "./read-sitemap";

const PAGE = "https://example.org/tides";
const pages = (...urls: string[]) =>
  `<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join("")}</urlset>`;

/** A site whose files are these; what was read is kept. */
function siteOf(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const read = async (url: string) => {
    asked.push(url);
    return readSitemap(files[url] ?? "");
  };
  return { asked, find: (page: string) => findPage("https://example.org/sitemap.xml", page, read) };
}

describe("a published page", () => {
  it.each([
    [PAGE, true],
    [`${PAGE}/`, true],
    [`${PAGE}#top`, true],
    ["https://EXAMPLE.org/tides", true],
    [`${PAGE}?page=2`, false],
    ["https://example.org/tides-2", false],
    ["http://example.org/tides", false],
    ["https://www.example.org/tides", false],
  ])("is listed where the sitemap says %s: %s", async (listed, isListed) => {
    const site = siteOf({
      "https://example.org/sitemap.xml": pages("https://example.org/", listed),
    });
    expect(await site.find(PAGE)).toEqual({ isListed, leftOut: 0 });
  });

  it("is looked for in the sitemaps of an index: the latest first, on the same site only, and not all", async () => {
    const entries = Array.from({ length: 30 }, (_, i) => {
      const day = String(i + 1).padStart(2, "0");
      return `<sitemap><loc>https://example.org/${day}.xml</loc><lastmod>2026-10-${day}</lastmod></sitemap>`;
    });
    const elsewhere = "<sitemap><loc>https://other.example/all.xml</loc></sitemap>";
    const index = `<sitemapindex>${entries.join("")}${elsewhere}</sitemapindex>`;
    const files = { "https://example.org/sitemap.xml": index };
    const site = siteOf({ ...files, "https://example.org/29.xml": pages(PAGE) });
    expect(await site.find(PAGE)).toEqual({ isListed: true, leftOut: 0 });
    expect(site.asked.slice(1)).toEqual([
      "https://example.org/30.xml",
      "https://example.org/29.xml",
    ]);

    const without = siteOf({ ...files, "https://other.example/all.xml": pages(PAGE) });
    expect(await without.find(PAGE)).toEqual({ isListed: false, leftOut: 10 });
    expect(without.asked).toHaveLength(21);
    expect(without.asked).not.toContain("https://other.example/all.xml");
  });
});

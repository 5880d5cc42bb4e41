import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { DOCUMENT } from "./connector.fixture";
import { downloadZip } from "./download";

describe("downloadZip", () => {
  it("lets no title, description, name or language write HTML", () => {
    const attack = `"><script>alert('x')</script>&`;
    const zip = downloadZip({
      ...DOCUMENT,
      title: attack,
      description: attack,
      authorName: attack,
      language: attack,
    });
    const page = strFromU8(unzipSync(zip)["article.html"] ?? new Uint8Array());
    expect(page).not.toContain("<script>");
    expect(page).toContain("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;");
  });

  it("holds the text, a page and the fields", () => {
    const files = unzipSync(downloadZip(DOCUMENT));
    expect(Object.keys(files)).toEqual(["article.md", "article.html", "article.json"]);
    expect(strFromU8(files["article.md"] ?? new Uint8Array())).toBe(DOCUMENT.markdown);
    expect(strFromU8(files["article.html"] ?? new Uint8Array())).toContain(DOCUMENT.html);
    const fields: unknown = JSON.parse(strFromU8(files["article.json"] ?? new Uint8Array()));
    expect(fields).toMatchObject({ slug: DOCUMENT.slug, revision_hash: DOCUMENT.revisionHash });
  });

  it("gives the same bytes for the same article", () => {
    expect(downloadZip({ ...DOCUMENT })).toEqual(downloadZip(DOCUMENT));
  });
});

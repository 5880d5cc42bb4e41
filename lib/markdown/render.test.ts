import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCitation } from "./citation";
import { renderArticle } from "./render";

const ONE = "0f8b1a52-6a3e-4c1d-9b7a-2f0d5c6e7a81";
const TWO = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

const sources = new Map([
  [ONE, { title: "دليل <المستخدم> 🎉 </script>", url: "https://example.com/a?b=1&c=2" }],
  [TWO, { title: "Second", url: "javascript:alert(1)" }],
]);

function render(markdown: string): string {
  return renderArticle(markdown, { sources });
}

describe("renderArticle", () => {
  it.each([
    ["<script>alert(1)</script>", "script"],
    ["a <img src=x onerror=alert(1)> b", "onerror"],
    ['<a href="https://x.example" onclick="x()">a</a>', "onclick"],
    ["<iframe src=//x.example></iframe>", "iframe"],
    ["<style>*{color:red}</style>", "style"],
    ["[a](javascript:alert(1))", "href"],
    ["[a](JaVaScRiPt:alert(1))", "href"],
    ["[a](&#106;avascript:alert(1))", "href"],
    ["[a](<java\tscript:alert(1)>)", 'href="java\t'],
    ["[a](vbscript:x)", "href"],
    ["[a](data:text/html;base64,PHNjcmlwdD4=)", "href"],
    ["![a](data:image/svg+xml;base64,PHN2Zz4=)", "src"],
    ["![a](javascript:alert(1))", "src"],
    ["<javascript:alert(1)>", "href"],
    ["[a]\n\n[a]: javascript:alert(1)", "href"],
  ])("renders %j without %j", (markdown, forbidden) => {
    expect(render(markdown)).not.toContain(forbidden);
  });

  it("lets nothing through that is not an element or attribute on its list", () => {
    const parts = fc.constantFrom(
      ..."<a <b> <script> </script> <img onerror= [a]( ](x) javascript: `  ** _ > - [^1] &lt; \" ' \n\n".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (pieces) => {
        const html = render(`${pieces.join("")}\n\n${formatCitation("1", ONE, "w")}`);
        for (const [, name, attributes] of html.matchAll(/<([a-z0-9]+)((?:\s[^<>]*)?)>/g)) {
          expect(name).toMatch(
            /^(?:h[1-6]|p|br|hr|blockquote|pre|code|em|strong|del|a|img|sup|[uo]l|li|input|section|cite|q)$/,
          );
          expect(attributes).not.toMatch(/\son\w+=|javascript:/);
        }
      }),
    );
  });

  it("numbers citations by the first use of their source and links both ways", () => {
    const markdown = [
      "B[^b] then a[^a] then b again[^c].",
      formatCitation("a", ONE, "from one"),
      formatCitation("b", TWO, "from two"),
      formatCitation("c", TWO, "more"),
    ].join("\n\n");
    const html = render(markdown);
    expect(html).toContain(
      '<p>B<sup><a href="#source-1" id="ref-1" aria-label="Source 1">1</a></sup> then a<sup><a href="#source-2" id="ref-2" aria-label="Source 2">2</a></sup>',
    );
    expect(html).toContain('<a href="#source-1" id="ref-1-2" aria-label="Source 1">1</a>');
    expect(html).toContain('<li id="source-1"><cite dir="auto">Second</cite>');
    expect(html).toContain('<q dir="auto">from two</q> <q dir="auto">more</q>');
    expect(html).toContain('<a href="#ref-1-2" aria-label="Back to mention 2 of source 1">↩</a>');
    expect(html).not.toContain("source:");
  });

  it("writes a title with markup, Arabic and emoji as the characters that they are", () => {
    const html = render(`A[^1]\n\n${formatCitation("1", ONE, "</q><script>x</script>")}`);
    expect(html).toContain("دليل &#x3C;المستخدم> 🎉 &#x3C;/script>");
    expect(html).toContain('<a href="https://example.com/a?b=1&#x26;c=2" rel="noopener">');
    expect(html).not.toContain("<script");
  });

  it("shows no link for a source whose URL is not http(s), and says when a source is gone", () => {
    expect(render(`A[^1]\n\n${formatCitation("1", TWO, "w")}`)).not.toContain("javascript");
    const gone = renderArticle(`A[^1]\n\n${formatCitation("1", ONE, "w")}`, { sources: new Map() });
    expect(gone).toContain("Source not available");
  });

  it("leaves out the quoted words in the style 'links', and the section when nothing is cited", () => {
    const markdown = `A[^1]\n\n${formatCitation("1", ONE, "words")}`;
    const html = renderArticle(markdown, { sources, citationStyle: "links" });
    expect(html).toContain('id="source-1"');
    expect(html).not.toContain("words");
    expect(render("Plain")).toBe("<p>Plain</p>");
  });

  it("keeps the author's own footnotes working", () => {
    const html = render("A[^n]\n\n[^n]: Own note.");
    expect(html).toContain('<a href="#fn-n" id="fnref-n"');
    expect(html).toContain('<li id="fn-n">');
    expect(html).toContain("Own note.");
  });

  it("gives headings ids that are readable in any script and never the same twice", () => {
    const html = render(
      "# Über uns\n\n# Über uns\n\n# مرحبا بكم\n\n# 🎉\n\n# Source 1\n\n# Sources",
    );
    const ids = [...html.matchAll(/<h1 id="([^"]+)"/g)].map((match) => match[1]);
    expect(ids).toEqual([
      "über-uns",
      "über-uns-2",
      "مرحبا-بكم",
      "section",
      "section-source-1",
      "section-sources",
    ]);
  });

  it("never writes the same id twice", () => {
    const lines = fc.constantFrom(
      "# a",
      "# a 2",
      "# source 1",
      "# ref 1",
      "# fn 1",
      "x[^1]",
      "y[^n]",
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 12 }), (chosen) => {
        const notes = `[^n]: Note.\n\n${formatCitation("1", ONE, "w")}`;
        const html = render(`${chosen.join("\n\n")}\n\n${notes}`);
        const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it("shifts headings and stops at the sixth level", () => {
    const html = renderArticle("# a\n\n###### b", { sources, headingOffset: 1 });
    expect(html).toContain('<h2 id="a">');
    expect(html).toContain('<h6 id="b">');
  });

  it("marks links to elsewhere, and only those", () => {
    expect(render("[a](https://x.example) [b](/b) [c](//x.example)")).toBe(
      '<p><a href="https://x.example" rel="noopener">a</a> <a href="/b">b</a> <a href="//x.example" rel="noopener">c</a></p>',
    );
  });

  it("renders tables, task lists and code with their language", () => {
    const html = render("| a |\n|:-:|\n| 1 |\n\n- [x] done\n\n```ts\nlet a;\n```");
    expect(html).toContain('<td align="center">1</td>');
    expect(html).toContain('<input type="checkbox" checked disabled>');
    expect(html).toContain('<code class="language-ts">');
  });
});

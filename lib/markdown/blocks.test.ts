import { describe, expect, it } from "vitest";
import { blocksOf, readArticle } from "./blocks";
import { formatCitation } from "./citation";
import { outlineOf } from "./outline";

const ID = "0f8b1a52-6a3e-4c1d-9b7a-2f0d5c6e7a81";

describe("blocksOf", () => {
  it("says what stands where", () => {
    const markdown = `# Title\n\nSome [link](https://a.example) and ![alt](b.png).\n\n> Quoted[^1]\n\n${formatCitation("1", ID, "Quoted")}\n`;
    expect(blocksOf(markdown)).toMatchObject([
      { kind: "heading", depth: 1, text: "Title", line: 1, column: 1, offset: 0, end: 7 },
      { kind: "paragraph", line: 3, text: "Some link and .", isInQuote: false },
      { kind: "link", line: 3, column: 6, url: "https://a.example", text: "link" },
      { kind: "image", line: 3, url: "b.png", alt: "alt" },
      { kind: "blockquote", line: 5, text: "Quoted", footnotes: ["1"] },
      { kind: "paragraph", line: 5, column: 3, isInQuote: true, footnotes: ["1"] },
    ]);
  });

  it("resolves links and images by reference", () => {
    const markdown = "[a][x] ![b][x]\n\n[x]: https://a.example";
    expect(blocksOf(markdown)).toMatchObject([
      { kind: "paragraph" },
      { kind: "link", url: "https://a.example" },
      { kind: "image", url: "https://a.example", alt: "b" },
    ]);
  });

  it("reads table rows and separates the paragraphs of a quotation", () => {
    const blocks = blocksOf("| a | b |\n|---|---|\n| 1 | 2 |\n\n> one\n>\n> two");
    expect(blocks.filter((block) => block.kind === "table_row")).toMatchObject([
      { text: "a\tb" },
      { text: "1\t2", line: 3 },
    ]);
    expect(blocks.find((block) => block.kind === "blockquote")).toMatchObject({ text: "one two" });
  });
});

describe("readArticle", () => {
  it("gives blocks and citations of one text", () => {
    const article = readArticle(`A[^1]\n\n${formatCitation("1", ID, "w")}`);
    expect(article.citations).toMatchObject([{ sourceId: ID, references: 1 }]);
    expect(article.blocks).toMatchObject([{ kind: "paragraph", footnotes: ["1"] }]);
  });
});

describe("outlineOf", () => {
  it("lists headings with the ids of the rendered page", () => {
    expect(outlineOf("# A\n\ntext\n\n## A\n")).toMatchObject([
      { depth: 1, text: "A", id: "a", line: 1 },
      { depth: 2, text: "A", id: "a-2", line: 5 },
    ]);
  });
});

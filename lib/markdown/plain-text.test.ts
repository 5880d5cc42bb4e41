import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCitation, oneLine } from "./citation";
import { escapeMarkdown, plainText, wordCount } from "./plain-text";

const ID = "0f8b1a52-6a3e-4c1d-9b7a-2f0d5c6e7a81";

describe("plainText", () => {
  it("leaves out markers, images, raw HTML, references and citation definitions", () => {
    const markdown = [
      "# A *title*",
      `Some [link](https://example.com) text[^1] ![alt](x.png)<b>bold</b>.`,
      "<div>block</div>",
      "> quoted",
      formatCitation("1", ID, "words"),
    ].join("\n\n");
    expect(plainText(markdown)).toBe("A title\n\nSome link text bold.\n\nquoted");
  });

  it("keeps list items and table rows on lines of their own", () => {
    expect(plainText("- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |")).toBe("a\nb\n\nx\ty\n1\t2");
  });

  it("keeps the author's own footnotes", () => {
    expect(plainText("A[^n]\n\n[^n]: Note.")).toBe("A\n\nNote.");
  });
});

describe("escapeMarkdown", () => {
  it("makes Markdown show exactly the text", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(...'"\\*_`[]()<>!#&|~^:$ \n.-=+ab1@/w😀م;') }),
      fc.constantFrom(
        "http://a_b.example/c_d*",
        "www.a_b.example",
        "a_b@example.com",
        "1. x",
        "&amp;",
      ),
    );
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!text.includes("\0"));
        expect(oneLine(plainText(escapeMarkdown(text)))).toBe(oneLine(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("wordCount", () => {
  it.each([
    ["", "en", 0],
    ["Don't count 3.5 twice — ever!", "en", 5],
    ["数据库系统", "zh", 3],
    ["ภาษาไทยง่าย", "th", 3],
    ["مرحبا بالعالم", "ar", 2],
    ["🎉🎉", "en", 0],
  ])("counts %j in %s as %d", (text, language, expected) => {
    expect(wordCount(text, language)).toBe(expected);
  });

  it.each(["", "not a language", "xx-yy-zz-🎉"])("counts as English when told %j", (language) => {
    expect(wordCount("two words", language)).toBe(2);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalMarkdown } from "./canonical";
import { renderArticle } from "./render";

describe("canonicalMarkdown", () => {
  it.each([
    ["", "\n"],
    ["  \n\t\n", "\n"],
    ["a", "a\n"],
    ["a\r\nb\rc\n\n\n", "a\nb\nc\n"],
    ["\uFEFFa", "a\n"],
    ["a \t\nb\t", "a\nb\n"],
    ["hard    \nbreak  ", "hard  \nbreak\n"],
    ["no break  \n\nhere", "no break\n\nhere\n"],
    ["cafe\u0301", "café\n"],
    ["a\uD800b", "a\uFFFDb\n"],
  ])("writes %j as %j", (markdown, expected) => {
    expect(canonicalMarkdown(markdown)).toBe(expected);
  });

  const markdowns = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..." \t\r\n\uFEFFae\u0301>-*`😀م\uD800") }),
  );

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(markdowns, (markdown) => {
        const once = canonicalMarkdown(markdown);
        expect(canonicalMarkdown(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps what the reader sees", () => {
    const prose = fc.string({ unit: fc.constantFrom(..." \n\r>-*a#1.b") });
    fc.assert(
      fc.property(prose, (markdown) => {
        const see = (text: string) =>
          renderArticle(text, { sources: new Map() }).replaceAll(/\s+/g, " ").trim();
        expect(see(canonicalMarkdown(markdown))).toBe(see(markdown));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCitation, nextCitationKey, oneLine, parseCitations } from "./citation";

const ID = "0f8b1a52-6a3e-4c1d-9b7a-2f0d5c6e7a81";

describe("parseCitations", () => {
  it.each([
    ["no quotation marks", `source:${ID} words`],
    ["no words", `source:${ID} ""`],
    ["only white space", `source:${ID} "   "`],
    ["an id that is not a UUID", `source:42 "words"`],
    ["no id", `source: "words"`],
    ["an open quotation", `source:${ID} "words`],
    ["text after the quotation", `source:${ID} "words" and more`],
    ["an unescaped quotation mark inside", `source:${ID} "some "words" here"`],
    ["words on two lines", `source:${ID} "some\n    words"`],
  ])("reports a definition with %s as malformed", (_, body) => {
    const parsed = parseCitations(`A claim[^1].\n\n[^1]: ${body}\n`);
    expect(parsed.citations).toEqual([]);
    expect(parsed.problems).toMatchObject([{ kind: "malformed", key: "1", place: { line: 3 } }]);
  });

  it("reports a reference without a definition, with its place", () => {
    const { problems } = parseCitations("First line\nsecond[^7] line.");
    expect(problems).toEqual([
      { kind: "undefined", key: "7", place: { line: 2, column: 7, offset: 17, end: 21 } },
    ]);
  });

  it.each([
    ["in code", "Write `[^7]` here."],
    ["in a code block", "```\n[^7]\n```"],
    ["with an escaped bracket", "Write \\[^7] here."],
  ])("takes a reference %s as text", (_, markdown) => {
    expect(parseCitations(markdown)).toEqual({ citations: [], problems: [] });
  });

  it("keeps the first of two definitions with one key, and reports the second", () => {
    const first = formatCitation("1", ID, "first");
    const second = formatCitation("1", ID, "second");
    const parsed = parseCitations(`A[^1]\n\n${first}\n${second}\n`);
    expect(parsed.citations.map((citation) => citation.quote)).toEqual(["first"]);
    expect(parsed.problems).toMatchObject([{ kind: "duplicate", key: "1" }]);
  });

  it("leaves footnotes of the author's own alone", () => {
    expect(parseCitations("A[^n]\n\n[^n]: See the appendix.")).toEqual({
      citations: [],
      problems: [],
    });
  });

  it("takes what looks like a reference inside the quoted words as part of them", () => {
    const markdown = `A[^1]\n\n${formatCitation("1", ID, "see [^1] and [^7]")}`;
    const { citations, problems } = parseCitations(markdown);
    expect(citations).toMatchObject([{ quote: "see [^1] and [^7]", references: 1 }]);
    expect(problems).toEqual([]);
  });

  it("counts the references and says where they are", () => {
    const markdown = `A[^1] b[^1].\n\n${formatCitation("1", ID.toUpperCase(), "w")}\n`;
    expect(parseCitations(markdown).citations).toMatchObject([
      { key: "1", sourceId: ID, references: 2, referencePlaces: [{ offset: 1 }, { offset: 7 }] },
    ]);
  });

  it("reads back every quotation that was written, white space collapsed", () => {
    const words = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(...'"\\*_`[]()<>!#&|~^:$ \n\t\u00a0.-=+ab1😀م') }),
    );
    fc.assert(
      fc.property(words, (quote) => {
        fc.pre(oneLine(quote) !== "" && !quote.includes("\0"));
        const markdown = `Text[^1].\n\n${formatCitation("1", ID, quote)}\n\nMore.\n`;
        const { citations, problems } = parseCitations(markdown);
        expect(problems).toEqual([]);
        expect(citations.map((citation) => citation.quote)).toEqual([oneLine(quote)]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("nextCitationKey", () => {
  it("starts at 1", () => {
    expect(nextCitationKey("")).toBe("1");
  });

  it("passes every number in use, also one that is not defined", () => {
    expect(nextCitationKey(`A[^2] b[^9]\n\n${formatCitation("2", ID, "w")}`)).toBe("10");
  });
});

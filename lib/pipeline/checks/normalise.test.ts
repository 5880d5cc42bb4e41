import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSpan, normaliseForMatch } from "./normalise";

const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(..."\"'“”‘’´`″…-–— \n\t\u00a0\u00ad\u200d\u0301eéｶﾞㄱㅏ가한ﬁ½م😀"),
  }),
);

describe("normaliseForMatch", () => {
  it.each([
    ["“Don’t” – he said…", '"Don\'t" - he said...'],
    ["a\n  b\tc\u00a0d", "a b c d"],
    ["soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"],
    ["ﬁne ½ №", "fine 1⁄2 No"],
    ["cafe\u0301", "café"],
    ["«Ça» „so“", '"Ça" "so"'],
  ])("writes %j as %j", (text, expected) => {
    expect(normaliseForMatch(text)).toBe(expected);
  });

  it("keeps case: a name is not a word", () => {
    expect(normaliseForMatch("Polish")).not.toBe(normaliseForMatch("polish"));
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = normaliseForMatch(text);
        expect(normaliseForMatch(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("findSpan", () => {
  it("finds nothing where there is nothing to find", () => {
    expect(findSpan("abc", "")).toBeNull();
    expect(findSpan("abc", " \u200b ")).toBeNull();
    expect(findSpan("", "a")).toBeNull();
    expect(findSpan("abc", "abd")).toBeNull();
  });

  it("gives offsets of the text as it is", () => {
    const text = "He said:\n\n  “It’s  over” — then left.";
    const span = findSpan(text, '"It\'s over" -');
    expect(text.slice(span?.start, span?.end)).toBe("“It’s  over” —");
  });

  it("finds every part of a text in it, and what it finds reads the same", () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), fc.nat(), fc.nat(), (parts, from, length) => {
        const text = parts.join(" x ");
        const characters = [...text];
        const start = from % (characters.length + 1);
        const quote = characters.slice(start, start + 1 + (length % 30)).join("");
        const wanted = normaliseForMatch(quote);
        // A part that begins or ends inside a composed character is not a part of the text.
        fc.pre(wanted !== "" && normaliseForMatch(text).includes(wanted));
        const span = findSpan(text, quote);
        expect(span).not.toBeNull();
        expect(normaliseForMatch(text.slice(span?.start, span?.end))).toContain(wanted);
      }),
      { numRuns: 1000 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalMarkdown } from "./canonical";
import { bluntDeepMarkers } from "./nesting";
import { plainText } from "./plain-text";
import { renderArticle } from "./render";

describe("parseMarkdown on hostile input", () => {
  it.each([
    ["quotes", ">".repeat(50_000)],
    ["spaced quotes", "> ".repeat(50_000)],
    ["lists", "- ".repeat(50_000)],
    ["lists of odd spacing", "-    >   *\t ".repeat(30)],
    ["empty lines", `a${"\n".repeat(50_000)}b`],
    ["spaces", `a${" ".repeat(200_000)}b`],
    ["emphasis", `${"*a ".repeat(10_000)}${" b*".repeat(10_000)}`],
    ["emphasis of two kinds", `${"*a _b ".repeat(5_000)}${" c_ d*".repeat(5_000)}`],
    ["strong", `${"**a ".repeat(5_000)}${" b**".repeat(5_000)}`],
    ["long runs", `${"*".repeat(20_000)}a${"*".repeat(20_000)}`],
    ["strikethrough", `${"~a ".repeat(10_000)}${" b~".repeat(10_000)}`],
    ["emphasis over lines", `${"*a\n".repeat(5_000)}${"b*\n".repeat(5_000)}`],
    ["emphasis with false ends in code", `${"*a `b*` ".repeat(4_000)}${" b*".repeat(4_000)}`],
    ["emphasis with false ends in links", `${"*a [b*](c) ".repeat(2_000)}${" b*".repeat(2_000)}`],
    ["emphasis with false ends in tags", `${'*a <b c="d*"> '.repeat(4_000)}${" b*".repeat(4_000)}`],
    ["emphasis with escaped ends", `${"*a b\\* ".repeat(4_000)}${" b*".repeat(4_000)}`],
    ["stars inside a word", "a*b".repeat(10_000)],
    ["tildes inside a word", "a~b".repeat(10_000)],
    ["markers that close nothing", " b*".repeat(10_000)],
    ["links", "[a](b".repeat(5_000)],
    ["brackets", "[".repeat(50_000)],
    ["footnotes", "[^a".repeat(5_000)],
    ["images", `${"![".repeat(5_000)}a${"](b)".repeat(5_000)}`],
    ["backticks", Array.from({ length: 400 }, (_, i) => "`".repeat(i)).join(" ")],
    ["tags", "<a ".repeat(30_000)],
  ])(
    "stays quick with nested %s",
    (_, markdown) => {
      const before = process.cpuUsage();
      renderArticle(canonicalMarkdown(markdown), { sources: new Map() });
      // Without the guards most of these take minutes. CPU time: a busy machine is no failure.
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(20_000);
    },
    60_000,
  );
});

describe("bluntDeepMarkers", () => {
  it("keeps the length of every text", () => {
    const texts = fc.string({ unit: fc.constantFrom(..."*_~[]`<>\\\n -a1."), maxLength: 2_000 });
    fc.assert(
      fc.property(texts, (text) => {
        expect(bluntDeepMarkers(text)).toHaveLength(text.length);
      }),
    );
  });

  it.each([
    [
      "a long list of bold items",
      "- **name** and *more* `code` [link](x) ~~gone~~\n".repeat(2_000),
    ],
    ["one paragraph with much emphasis", "a **b** _c_ (*d*), **e**. ".repeat(2_000)],
    ["a task list", "- [ ] *todo*\n- [x] done\n".repeat(1_000)],
    ["a long rule", `${"- ".repeat(40)}\n\n${"*".repeat(80)}`],
  ])("leaves %s as it is", (_, markdown) => {
    expect(bluntDeepMarkers(markdown)).toBe(markdown);
  });

  it("shows the markers that are too deep as dots", () => {
    const text = plainText(`${"*a ".repeat(101)}`);
    expect(text).toBe(`${"*a ".repeat(100)}·a`);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCitation } from "@/lib/markdown";
import type { Finding, Rule } from "./finding";
import { linksToCheck } from "./links";
import { runChecks } from "./run-checks";

const ID = "0f8b1a52-6a3e-4c1d-9b7a-2f0d5c6e7a81";
const OTHER = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const TEXT =
  "The harbour opened in 1902 with 1,200 ships. It closed on 5 March 1911, said the mayor: “We have no ships left”.";
const DESCRIPTION =
  "Why the harbour opened, what it was for, and why it closed again so soon after.";

interface Given {
  readonly title?: string;
  readonly description?: string;
  readonly text?: string;
  readonly isOwn?: boolean;
  readonly links?: ReadonlyMap<string, { ok: boolean; detail: string }>;
}

function check(markdown: string, given: Given = {}): Finding[] {
  return runChecks({
    title: given.title ?? "The harbour that closed",
    markdown,
    meta: { description: given.description ?? DESCRIPTION },
    snapshots: [{ id: ID, text: given.text ?? TEXT, isOwn: given.isOwn ?? false }],
    ...(given.links === undefined ? {} : { linkResults: given.links }),
  });
}

function rulesOf(findings: readonly Finding[]): Rule[] {
  return findings.map((found) => found.rule);
}

const cite = (quote: string, key = "1") => `\n\n${formatCitation(key, ID, quote)}\n`;

describe("runChecks blocks", () => {
  it.each<[Rule, string, string, Given?]>([
    [
      "quote_not_in_source",
      "a cited span that the source lacks",
      `A[^1]${cite("It never opened")}`,
    ],
    ["quote_not_in_source", "a changed word", `A[^1]${cite("It closed on 6 March 1911")}`],
    ["quote_not_in_source", "another case", `A[^1]${cite("the HARBOUR opened")}`],
    [
      "quote_not_in_source",
      "a block quotation that the source lacks",
      `> The harbour never opened.[^1]${cite("The harbour opened")}`,
    ],
    [
      "quote_not_in_source",
      "one wrong paragraph of a block quotation",
      `> The harbour opened in 1902\n>\n> and burned down.[^1]${cite("The harbour opened")}`,
    ],
    [
      "citation_unknown_source",
      "a stranger's source",
      `A[^1]\n\n${formatCitation("1", OTHER, "x")}`,
    ],
    ["citation_malformed", "a damaged citation", `A[^1]\n\n[^1]: source:${ID} The harbour`],
    ["citation_malformed", "two citations with one key", `A[^1]${cite("ships")}${cite("mayor")}`],
    ["missing_alt", "an image without description", "Text ![](https://a.example/b.png)"],
    ["missing_alt", "an image described by spaces", "Text ![ ][i]\n\n[i]: https://a.example/b.png"],
    ["placeholder_left", "a place for text", "Text.\n\n*Your text: say more.*"],
    ["placeholder_left", "one without its emphasis", "Text.\n\nyour text: say more."],
    ["empty_article", "nothing", ""],
    ["empty_article", "only headings and places for text", "## A\n\n*Your text: x*"],
    ["empty_article", "only a definition", cite("The harbour opened")],
  ])("%s: %s", (rule, _, markdown, given) => {
    const found = check(markdown, given).filter((one) => one.severity === "blocking");
    expect(rulesOf(found)).toContain(rule);
    for (const { message } of found) expect(message).toMatch(/^(?:[A-Z]|\d).*\.$/);
  });
});

describe("runChecks warns", () => {
  it.each<[Rule, string, string, Given?]>([
    ["citation_undefined", "a mark that leads nowhere", "A claim[^9]."],
    ["uncited_number", "a number without citation", "It had 1,200 ships."],
    ["uncited_number", "a number in a table", "| a | b |\n|---|---|\n| Ships | 1,200 |"],
    [
      "uncited_number",
      "a number that the cited source lacks",
      `It had 1,300 ships[^1].${cite("ships")}`,
    ],
    ["uncited_date", "a year without citation", "It opened in 1902."],
    [
      "uncited_date",
      "a date that the cited source lacks",
      `It closed on 6 March 1911[^1].${cite("closed")}`,
    ],
    ["uncited_quote", "a quotation without citation", 'He said "we have no ships left" and left.'],
    [
      "uncited_quote",
      "a quotation that the source lacks",
      `He said “we have no money left”[^1].${cite("mayor")}`,
    ],
    ["uncited_quote", "a block quotation without citation", "> The harbour opened in 1902"],
    ["title_length", "a short title", "Text.", { title: "Ships" }],
    ["title_length", "a long title", "Text.", { title: "word ".repeat(20) }],
    ["meta_description_length", "no description", "Text.", { description: "" }],
    ["meta_description_length", "a long description", "Text.", { description: "x".repeat(161) }],
    ["heading_order", "a skipped level", "## A\n\nText.\n\n#### B"],
    ["heading_order", "a second title", "# A\n\nText."],
  ])("%s: %s", (rule, _, markdown, given) => {
    const found = check(markdown, given);
    expect(rulesOf(found)).toContain(rule);
    expect(found.filter((one) => one.severity === "blocking")).toEqual([]);
  });

  it("broken_link: about addresses that were tried and failed, where they stand", () => {
    const markdown = "A [link](https://a.example/x#part).\n\n![b](https://b.example/)";
    const links = new Map([
      ["https://a.example/x", { ok: false, detail: "404" }],
      ["https://b.example/", { ok: true, detail: "200" }],
    ]);
    expect(check(markdown, { links })).toMatchObject([
      { rule: "broken_link", line: 1, column: 3, excerpt: "https://a.example/x" },
    ]);
  });

  it("about a paragraph once per rule when it cites nothing", () => {
    expect(rulesOf(check("From 100 to 200 to 300 in 1902 and 1903."))).toEqual([
      "uncited_number",
      "uncited_date",
    ]);
  });

  it("with the place of the number in the source text", () => {
    const [found] = check("First.\n\nA *list*\nwith 1,300 ships.");
    expect(found).toMatchObject({ line: 4, column: 6, rule: "uncited_number" });
  });

  it("at most 50 times per rule", () => {
    expect(check("It had 1,200 ships.\n\n".repeat(80))).toHaveLength(50);
  });
});

describe("runChecks lets pass", () => {
  it.each([
    ["a faithful citation", `It opened in 1902 with 1200 ships[^1].${cite("opened in 1902")}`],
    [
      "other quotation marks and dashes",
      `A[^1].${cite('said the mayor: "We have no ships left"')}`,
    ],
    [
      "a faithful block quotation",
      `> The harbour opened in 1902\n> with **1,200** ships.[^1]${cite("ships")}`,
    ],
    [
      "words left out where it says so",
      `> The harbour opened […] with 1,200 ships.[^1]${cite("ships")}`,
    ],
    ["an attribution", `> It closed on 5 March 1911[^1]\n>\n> — The mayor${cite("It closed")}`],
    ["a quoted sentence with its comma", `“We have no ships left,” he said[^1].${cite("mayor")}`],
    ["small numbers and names", "There are 3 kinds, v2 and H2O, and 9 reasons."],
    ["a number in code or an address", "Run `v2` there. See https://a.example/12345."],
    ["footnotes of the author's own", "A note[^n].\n\n[^n]: Mine."],
    ["headings in order", "## A\n\nText.\n\n### B\n\nText.\n\n## C\n\nText."],
    ["Arabic digits", `افتتح عام ١٩٠٢[^1].${cite("1902")}`],
  ])("%s", (_, markdown) => {
    expect(check(markdown)).toEqual([]);
  });
});

describe("long_verbatim", () => {
  const prose = Array.from({ length: 300 }, (_, i) => `word${i}`);
  const text = prose.join(" ");
  const own = Array.from({ length: 300 }, (_, i) => `mine${i}`).join(" ");
  const severities = (markdown: string, isOwn = false) =>
    check(markdown, { text, isOwn })
      .filter((found) => found.rule === "long_verbatim")
      .map((found) => found.severity);

  it("blocks a long run outside a quotation, also with case and punctuation changed", () => {
    const run = prose.slice(50, 91).join(", ").toUpperCase();
    expect(severities(`${own} ${run} ${own}`)).toEqual(["blocking"]);
    expect(severities(`${own}\n\n- ${run}\n\n${own}`)).toEqual(["blocking"]);
    expect(severities(`${own}\n\n> ${run}\n\n${own}`)).toEqual(["blocking"]);
  });

  it("says where it begins and how long it is", () => {
    const [found] = check(`${own}\n\n${prose.slice(0, 60).join(" ")}\n\n${own}`, { text });
    expect(found).toMatchObject({ line: 3, column: 1 });
    expect(found?.excerpt).toMatch(/^word0 .*…$/);
    expect(found?.message).toContain("60 words");
  });

  it("lets a run of the limit pass", () => {
    expect(severities(`${own} ${prose.slice(50, 90).join(" ")} ${own}`)).toEqual([]);
  });

  it("lets a long block quotation with a citation pass", () => {
    const quote = prose.slice(0, 100).join(" ");
    expect(severities(`${own}\n\n> ${quote}[^1]\n\n${own}${cite(quote)}`)).toEqual([]);
  });

  it("warns above the lower share of quotations and blocks above the higher", () => {
    const quote = (words: number) =>
      `> ${prose.slice(0, words).join(" ")}[^1]${cite("word0 word1")}`;
    const mine = (words: number) => own.split(" ").slice(0, words).join(" ");
    expect(severities(`${mine(200)}\n\n${quote(80)}`)).toEqual([]);
    expect(severities(`${mine(200)}\n\n${quote(100)}`)).toEqual(["warning"]);
    expect(severities(`${mine(60)}\n\n${quote(200)}`)).toEqual(["warning"]);
    expect(severities(`${mine(40)}\n\n${quote(200)}`)).toEqual(["blocking"]);
  });

  it("can't be thinned out with headings or places for text", () => {
    const filler = `## ${own}\n\n*Your text: ${own}*`;
    const quote = `> ${text}[^1]${cite("word0 word1")}`;
    expect(severities(`${filler}\n\n${quote}`)).toEqual(["blocking"]);
  });

  it("blocks short runs that add up to a copy", () => {
    const runs = Array.from({ length: 9 }, (_, i) => prose.slice(i * 31, i * 31 + 30).join(" "));
    const markdown = runs.map((run, i) => `${run} mine${i}`).join("\n\n");
    expect(severities(`${markdown}\n\n${own.slice(0, 1000)}`)).toEqual(["blocking"]);
  });

  it("leaves the team's own sources alone, also when a stranger has the same text", () => {
    expect(severities(text, true)).toEqual([]);
    const findings = runChecks({
      title: "The harbour that closed",
      markdown: text,
      meta: { description: DESCRIPTION },
      snapshots: [
        { id: ID, text, isOwn: true },
        { id: OTHER, text, isOwn: false },
      ],
    });
    expect(rulesOf(findings)).not.toContain("long_verbatim");
  });

  it("sees copies in scripts without spaces", () => {
    const characters = Array.from({ length: 200 }, (_, i) => String.fromCodePoint(0x4e00 + i * 7));
    const found = check(characters.join(""), { text: characters.join("") });
    expect(rulesOf(found)).toContain("long_verbatim");
  });

  it("stays quick with a long article and twenty long sources", () => {
    const word = (seed: number) => ((seed * 2_654_435_761) % 4_294_967_296).toString(36);
    const long = (seed: number) => {
      const words = Array.from({ length: 30_000 }, (_, i) => word(seed * 100_000 + i));
      return words
        .map((one, i) => (i % 60 === 59 ? `${one}.\n\n` : one))
        .join(" ")
        .slice(0, 200_000);
    };
    const snapshots = Array.from({ length: 20 }, (_, i) => ({
      id: `${ID.slice(0, -2)}${String(i).padStart(2, "0")}`,
      text: long(i),
      isOwn: i % 2 === 0,
    }));
    const citations = snapshots.map((snapshot, i) =>
      formatCitation(String(i + 1), snapshot.id, snapshot.text.slice(0, 200)),
    );
    const marks = snapshots.map((_, i) => `[^${i + 1}]`).join("");
    const markdown = `Text 1,234 ${marks}\n\n${long(3)}\n\n${citations.join("\n")}`;
    const before = process.cpuUsage();
    const findings = runChecks({ title: "T", markdown, meta: {}, snapshots });
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_500);
    expect(rulesOf(findings)).toContain("long_verbatim");
  }, 60_000);
});

describe("runChecks", () => {
  it("gives the same findings for the same input, in the order of the text", () => {
    const parts = fc.constantFrom(
      "## A",
      "#### B",
      "It had 1,300 ships[^1].",
      "> The harbour opened in 1902[^1]",
      "![](x.png)",
      "*Your text: x*",
      "He said “we have no ships left”.",
      TEXT,
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (chosen) => {
        const markdown = `${chosen.join("\n\n")}${cite("The harbour opened")}`;
        const findings = check(markdown);
        expect(check(markdown)).toEqual(findings);
        const lines = findings.map((found) => found.line);
        expect(lines).toEqual([...lines].sort((a, b) => a - b));
      }),
    );
  });
});

describe("linksToCheck", () => {
  it("lists the web addresses of links and images, each once", () => {
    const markdown =
      "[a](https://a.example/x#1) [b](https://a.example/x) ![c](https://b.example/y) [d](/z) [e](mailto:a@b.example) [f](javascript:x) <https://c.example> https://d.example [g](https://[)";
    expect(linksToCheck(markdown)).toEqual([
      "https://a.example/x",
      "https://b.example/y",
      "https://c.example/",
      "https://d.example/",
    ]);
  });
});

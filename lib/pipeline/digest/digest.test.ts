import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineOf, parseCitations, plainText, readArticle } from "@/lib/markdown";
import { runChecks } from "@/lib/pipeline/checks";
import { digestDraft } from "./digest-draft";
import { digestOutline } from "./digest-outline";
import { collapse } from "./passages";
import type { DigestBrief, DigestSnapshot } from "./types";

const brief: DigestBrief = {
  topic: "how logical replication works",
  keywords: ["subscription", "publication"],
  audience: "database administrators",
};

function snapshot(
  number: number,
  text: string,
  more: Partial<DigestSnapshot> = {},
): DigestSnapshot {
  return {
    id: `0f8b1a52-6a3e-4c1d-9b7a-${String(number).padStart(12, "0")}`,
    title: `Source ${number}`,
    text,
    markdown: text,
    isOwn: false,
    wordCount: text.split(/\s+/).length,
    ...more,
  };
}

function digest(snapshots: readonly DigestSnapshot[], asked = brief) {
  const outline = digestOutline({ brief: asked, snapshots });
  return { outline, draft: digestDraft({ brief: asked, outline, snapshots }) };
}

const MANUAL = [
  "# Logical Replication",
  "Logical replication copies data objects and their changes, based upon their identity, which is usually a primary key. It was added in version 10, in October 2017.",
  "## Publications",
  "A publication is a set of changes generated from a table or a group of tables. Each publication exists in only one database and can hold up to 1,600 tables.",
  "Publications may limit the changes they produce to any combination of inserts, updates and deletes, similar to how triggers are fired by event types.",
  "## Subscriptions",
  "A subscription is the downstream side of logical replication. The node where a subscription is defined is called the subscriber and connects to the publisher.",
  "Each subscription receives changes through one replication slot. Additional slots may be needed for the first copy of the data that is in the tables already.",
  "[Home](/) [Docs](/docs) [Download the current release here](/download) [About the project](/about)",
  "You want zero dependencies in the project\nPublishing to more than one registry\nSimple requests without configuration",
  "const subscription = await client.query('select * from pg_subscription');\nconsole.log(subscription.rows);",
  "The following parameters of a subscription can be changed while it is running, in this order:",
  "This website uses cookies to make your visit more pleasant and to count who comes by.",
].join("\n\n");
const NEWS =
  "The team moved forty servers to logical replication in May 2023, and the longest outage lasted 12 seconds.\n\nThe subscription kept failing until they found that a table had no primary key at all, their engineers say.\n\nIn the end the new servers answered 30 % faster, although nobody is quite sure why that should be.";
const BLOG =
  "Physical replication ships the whole log to a standby, byte by byte, and so the standby is a copy of everything.\n\nWith logical replication the receiver of changes may have other indexes, other permissions, and even another version.\n\nThe price is that schema changes are not sent along, so that somebody has to apply them on both sides by hand.";
const three = [snapshot(1, MANUAL), snapshot(2, NEWS), snapshot(3, BLOG)].map((one) => ({
  ...one,
  text: plainText(one.markdown),
}));

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...'word 12. In 1999, “said” *x* _y_ [^1] > | # \\ " `code` <b> &amp; www.a.example 数据库 复制。 مرحبا بالعالم. 🎉 \n\n - Cost: 1,200 € . ! ?'.split(
          " ",
        ),
      ),
      { maxLength: 80 },
    )
    .map((words) => words.join(" ")),
  fc.constantFrom(MANUAL, NEWS, BLOG, ""),
);
const anySnapshots = fc
  .array(anyText, { maxLength: 4 })
  .map((texts) => texts.map((text, i) => snapshot(i + 1, text)));

describe("a source digest", () => {
  it("quotes nothing that its source doesn't say word for word", () => {
    fc.assert(
      fc.property(anySnapshots, (snapshots) => {
        const { outline, draft } = digest(snapshots);
        const texts = new Map(snapshots.map(({ id, text }) => [id, collapse(text)]));
        for (const { evidence } of outline.sections) {
          for (const { source_id, quote } of evidence) {
            expect(texts.get(source_id)?.includes(quote)).toBe(true);
          }
        }
        const { citations, problems } = parseCitations(draft.markdown);
        expect(problems).toEqual([]);
        for (const { sourceId, quote, references } of citations) {
          expect(texts.get(sourceId)?.normalize("NFC")).toContain(quote);
          expect(references).toBe(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("shows in its block quotations exactly what it cites", () => {
    fc.assert(
      fc.property(anySnapshots, (snapshots) => {
        const { draft } = digest(snapshots);
        const { blocks, citations } = readArticle(draft.markdown);
        const byKey = new Map(citations.map((citation) => [citation.key, citation.quote]));
        for (const block of blocks) {
          if (block.kind !== "blockquote") continue;
          expect(block.footnotes).toHaveLength(1);
          expect(block.text).toBe(byKey.get(block.footnotes[0] ?? ""));
        }
        const findings = runChecks({ ...draft, snapshots });
        const broken = ["quote_not_in_source", "citation_malformed", "citation_unknown_source"];
        expect(findings.filter(({ rule }) => broken.includes(rule))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("is the same bytes for the same input", () => {
    fc.assert(
      fc.property(anySnapshots, (snapshots) => {
        expect(digest(structuredClone(snapshots))).toEqual(digest(snapshots));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["no sources", [], 0],
    ["an empty source", [snapshot(1, "")], 0],
    ["one paragraph", [snapshot(1, NEWS.split("\n")[0] ?? "")], 1],
    ["one short line", [snapshot(1, "Closed.")], 1],
    [
      "Arabic",
      [
        snapshot(
          1,
          "يعمل النسخ المنطقي بنسخ التغييرات من جدول إلى آخر، ويحتاج كل جدول إلى مفتاح أساسي واحد على الأقل منذ عام ٢٠١٧.",
        ),
      ],
      1,
    ],
    [
      "Chinese",
      [
        snapshot(
          1,
          "逻辑复制根据数据对象的复制标识（通常是主键）复制数据对象及其更改。该功能在二〇一七年加入，现在每个数据库最多可以有一千六百个表。",
        ),
      ],
      1,
    ],
    ["emoji", [snapshot(1, "🎉🎉🎉")], 1],
  ])("works with %s", (_, snapshots, evidence) => {
    const { outline, draft } = digest(snapshots);
    expect(outline.sections.flatMap((section) => section.evidence)).toHaveLength(evidence);
    expect(outline.sections.length).toBeGreaterThan(0);
    expect(draft.markdown).toContain("*Your text:");
    expect(draft.meta.slug).toMatch(/^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u);
  });

  it("has three to seven sections with different headings, from the sources' own", () => {
    const { outline } = digest(three);
    const headings = outline.sections.map((section) => section.heading);
    expect(headings.length).toBeGreaterThanOrEqual(3);
    expect(headings.length).toBeLessThanOrEqual(7);
    expect(new Set(headings.map((heading) => heading.toLowerCase())).size).toBe(headings.length);
    expect(headings).toContain("Subscriptions");
  });

  it("hears every source and leaves out menus, notices, lists and code", () => {
    const { outline } = digest(three);
    const evidence = outline.sections.flatMap((section) => section.evidence);
    expect(new Set(evidence.map((one) => one.source_id)).size).toBe(3);
    expect(evidence.map((one) => one.quote).join("\n")).not.toMatch(
      /cookies|Download the current|zero dependencies|await|in this order/,
    );
  });

  it("begins with what it is, in the words of the brief, and lists key figures with their sentence", () => {
    const { draft } = digest(three);
    expect(draft.markdown).toMatch(
      /^This digest gathers what three sources say about \*\*how logical replication works\*\*\./,
    );
    expect(draft.title).toBe("How logical replication works");
    expect(draft.markdown).toContain("### Key figures");
    expect(draft.markdown).toMatch(
      /- \*\*May 2023\*\*: “The team moved forty servers .*”\[\^\d+\]/,
    );
    expect(draft.meta.slug).toBe("how-logical-replication-works");
    expect(draft.meta.description.length).toBeGreaterThanOrEqual(50);
    expect(draft.meta.description.length).toBeLessThanOrEqual(160);
  });

  it("follows an outline that people changed, without evidence that is not in its source", () => {
    const outline = {
      title: "Changed",
      sections: [
        {
          heading: "A *new* section",
          evidence: [
            { source_id: snapshot(2, "").id, quote: "The subscription kept failing" },
            { source_id: snapshot(2, "").id, quote: "The subscription never failed" },
            { source_id: snapshot(9, "").id, quote: "Nobody said this" },
          ],
        },
        { heading: "Empty", evidence: [] },
      ],
    };
    const { markdown } = digestDraft({ brief, outline, snapshots: three });
    expect(markdown).toContain("## A \\*new\\* section");
    expect(markdown).toContain("> The subscription kept failing[^1]");
    expect(markdown).not.toMatch(/never failed|Nobody said/);
    expect(markdown).toContain("write this section");
  });

  it("keeps within the words of the brief", () => {
    const long = Array.from({ length: 60 }, (_, i) => `${NEWS} Number ${i} of many.`).join("\n\n");
    const { outline } = digest([snapshot(1, long)], { ...brief, word_count: 100 });
    const words = outline.sections.flatMap((section) =>
      section.evidence.flatMap((one) => one.quote.split(" ")),
    );
    expect(words.length).toBeLessThan(250);
  });

  it("can't be broken out of by a brief with Markdown in it", () => {
    const asked = { topic: "x*](javascript:y)\n\n# H <script>", audience: "a*\n\n# b" };
    const { draft } = digest(three, asked);
    expect(outlineOf(draft.markdown).every((heading) => heading.depth >= 2)).toBe(true);
    expect(plainText(draft.markdown)).toContain("about x*](javascript:y) # H <script>.");
  });

  it("stays quick with twenty long sources", () => {
    const many = Array.from({ length: 20 }, (_, i) => {
      const paragraphs = Array.from(
        { length: 600 },
        (_, p) => `${BLOG.slice(p % 50)} ${i} ${p * 31}`,
      );
      return snapshot(i, paragraphs.join("\n\n"));
    });
    const before = process.cpuUsage();
    digest(many);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(10_000);
  }, 60_000);
});

describe("the checks of an untouched digest", () => {
  const blocking = (markdown: string, isOwn: boolean) => {
    const { draft } = digest(three);
    const snapshots = three.map((one) => ({ ...one, isOwn }));
    return runChecks({ ...draft, markdown, snapshots })
      .filter((found) => found.severity === "blocking")
      .map((found) => found.rule);
  };
  const { draft } = digest(three);
  const withoutPlaces = draft.markdown.replaceAll(/^\*Your text:.*\n/gm, "");

  it("block the places for text and the share of others' text", () => {
    expect(new Set(blocking(draft.markdown, false))).toEqual(
      new Set(["placeholder_left", "long_verbatim"]),
    );
  });

  it("block the share alone once the places are removed", () => {
    expect(blocking(withoutPlaces, false)).toEqual(["long_verbatim"]);
  });

  it("let it pass when the sources are the team's own", () => {
    expect(blocking(withoutPlaces, true)).toEqual([]);
  });

  it("warn only once the team added text of its own", () => {
    const own = `${"We tried this ourselves and learned a lot about it, which is what this says. ".repeat(8)}\n\n`;
    const markdown = draft.markdown.replaceAll(/^\*Your text:.*\n/gm, own);
    expect(blocking(markdown, false)).toEqual([]);
    const findings = runChecks({ ...draft, markdown, snapshots: three });
    expect(findings.filter((found) => found.rule === "long_verbatim")).toMatchObject([
      { severity: "warning" },
    ]);
  });
});

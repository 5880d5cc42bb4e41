import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderArticle } from "@/lib/markdown";
import { textOfHtml } from "./compare-text";
import { IMAGE, signal, valueIn } from "./connector.fixture";
import type { PublishableDocument, RemoteState } from "./port";
import { type RemoteSetup, remoteTargets } from "./target.fixture";

const PUBLISHED: RemoteState = { kind: "published" };
const SOURCE_ID = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0003";
const ALT = 'A "ship" > شاي 😀';

/** Every kind of block that an article can have, and what a site may take for its own marks. */
const MARKDOWN = `## Start “here” & 'there'

Tea & salt cost 3 < 4.[^1] Soft
line end, *then*
another, and a hard one\\
here. **Strong**, ~~gone~~, \`code <b>\`, C:\\new, شاي 😀, [gallery], [[embed]], <!-- more -->

> A quotation

> - of a list

- one
- two
  - nested
- [ ] to do
- [x] done

1. first

   second paragraph
2. entry

| A | B |
| :- | -: |
| 1 | **2** |

\`\`\`js
if (a < b && c) {

  x = "[gallery]";
}
\`\`\`

---

<https://example.com/page>

![${ALT.replace('"ship"', '\\"ship\\"')}](${IMAGE.path})

Text with a note.[^note]

[^note]: A foot note.

[^1]: source:${SOURCE_ID} "Tea was a good"
`;

const HTML = renderArticle(MARKDOWN, {
  sources: new Map([
    [SOURCE_ID, { title: "A source & more", url: "https://example.com/s?a=1&copy=2" }],
  ]),
});

const LINES = [
  "Tea & trade",
  'A </script> and <b>bold</b> & "quoted" it\'s',
  "3 < 4 && 5 > 4",
  "&lt;script&gt; &amp; so on",
  "C:\\new\\table [gallery]",
  "شاي وتجارة 😀",
] as const;

const SLUGS = [
  "شاي-و-تجارة",
  "crème-brûlée",
  "straße-đø-æ",
  "ا".repeat(80),
  "a".repeat(120),
] as const;

const opened: RemoteSetup[] = [];

afterEach(async () => {
  for (const { peer } of opened.splice(0)) await peer.close();
});

/** The words of a page. Sites set quotation marks in type, and the arrows back are ours to leave out. */
function wordsOf(html: string): string {
  return textOfHtml(html)
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replaceAll("↩", "")
    .replace(/\s+/g, " ")
    .trim();
}

describe.each(remoteTargets())("texts at $name", ({ missing, open }) => {
  beforeEach(({ skip }) => skip(missing !== null, missing ?? ""));

  async function given(change: Partial<PublishableDocument>) {
    const setup = await open();
    opened.push(setup);
    const document = { ...setup.document, ...change };
    const remote = valueIn(await setup.connector.create(document, PUBLISHED, signal()));
    const copy = valueIn(await setup.connector.read(remote, document, PUBLISHED, signal()));
    return { setup, document, remote, copy };
  }

  const givenArticle = () => given({ html: HTML, images: [{ ...IMAGE, alt: ALT }] });

  it("every kind of block reads back the same, and readers get every word of it", async () => {
    const { setup, remote, copy } = await givenArticle();
    expect(copy?.differences).toEqual([]);
    const shown = await setup.hand.shown(remote.id);
    expect(wordsOf(shown)).toBe(wordsOf(HTML));
    for (const kept of ["<table", "<pre", "<hr", "<strong", "<blockquote", "<img"])
      expect(shown).toContain(kept);
    expect(shown).toMatch(/<(?:del|s)>gone/);
    expect(shown).not.toMatch(/<script|onerror/);
  });

  it("a line's end in the source breaks no line, and a hard one does", async () => {
    const { setup, remote } = await givenArticle();
    const shown = await setup.hand.shown(remote.id);
    expect(shown.match(/<br/g)).toHaveLength(1);
  });

  it("citations and notes lead to a place on the page, and no link leads nowhere", async () => {
    const { setup, remote } = await givenArticle();
    const shown = await setup.hand.shown(remote.id);
    const targets = [...shown.matchAll(/ href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets).toContain("source-1");
    expect(targets).toContain("fn-note");
    for (const target of targets) expect(shown).toContain(` id="${target}"`);
  });

  it("publishing the same again changes nothing", async () => {
    const { setup, document, remote } = await givenArticle();
    const before = await setup.hand.textOf(remote.id);
    const next = valueIn(await setup.connector.update(remote, document, PUBLISHED, signal()));
    expect(await setup.hand.textOf(remote.id)).toBe(before);
    const copy = valueIn(await setup.connector.read(next, document, PUBLISHED, signal()));
    expect(copy).toMatchObject({ id: remote.id, differences: [] });
  });

  it.each(LINES)("the title and the description %j read back the same", async (line) => {
    const { copy } = await given({ title: line, description: line });
    expect(copy?.differences).toEqual([]);
  });

  it.each(SLUGS)("an article with the address %s is verified, and found again", async (slug) => {
    const end = randomUUID().slice(0, 8);
    const { setup, document, remote, copy } = await given({
      slug: slug.length < 80 ? `${slug}-${end}` : `${end}${slug}`.slice(0, slug.length),
    });
    expect(copy?.differences).toEqual([]);
    expect(valueIn(await setup.connector.findByKey(document, signal()))?.id).toBe(remote.id);
  });

  it("two articles with one address are told apart, and the second one's difference is named", async () => {
    const { setup, document, remote } = await given({});
    const other = { ...document, key: randomUUID(), title: "Another" };
    const second = valueIn(await setup.connector.create(other, PUBLISHED, signal()));
    const copy = valueIn(await setup.connector.read(second, other, PUBLISHED, signal()));
    expect(copy?.differences).toEqual([`The address ends in "${document.slug}-2".`]);
    expect(valueIn(await setup.connector.findByKey(document, signal()))?.id).toBe(remote.id);
    expect(valueIn(await setup.connector.findByKey(other, signal()))?.id).toBe(second.id);
  });

  it("a wrong credential is named, and nothing is made", async () => {
    const setup = await open();
    opened.push(setup);
    const failure = {
      kind: "misconfigured",
      message: expect.stringMatching(/did not accept the credentials/) as string,
    };
    expect(await setup.stranger.check(signal())).toMatchObject({ failure });
    const result = await setup.stranger.create(setup.document, PUBLISHED, signal());
    expect(result).toMatchObject({ failure });
    expect(await setup.copies()).toBe(0);
  });
});

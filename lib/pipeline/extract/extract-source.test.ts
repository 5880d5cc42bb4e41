import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "@/lib/markdown";
import { extractSource } from "./extract-source";
import type { Extracted, ExtractedText } from "./extracted";
import { SOURCE_BYTES_MAX, TEXT_CHARS_MAX } from "./limits";

const utf8 = (text: string) => new TextEncoder().encode(text);

async function extractHtml(html: string, url?: string): Promise<Extracted> {
  return extractSource({ bytes: utf8(html), mediaType: "text/html", url });
}

function requireText(extracted: Extracted): ExtractedText {
  if (extracted.kind === "failed") throw new Error(extracted.message);
  return extracted;
}

/** CPU time since then, in milliseconds: how busy the machine is doesn't count. */
function cpuMs(before: NodeJS.CpuUsage): number {
  return process.cpuUsage(before).user / 1_000;
}

const PROSE =
  "The harbour opened in 1902 and closed again, for want of ships, in the spring of 1911.";
const article = (body: string) =>
  `<!doctype html><html lang="en-GB"><head><title>Harbours</title></head><body>
   <nav><a href="/">Home</a> <a href="/about">About us</a></nav>
   <article><h1>Harbours</h1>${body}${`<p>${PROSE}</p>`.repeat(5)}</article>
   <footer>Cookie settings</footer></body></html>`;

describe("extractSource refuses", () => {
  it.each([
    ["a file over the limit", new Uint8Array(SOURCE_BYTES_MAX + 1), undefined, "too_large"],
    ["nothing", new Uint8Array(), undefined, "empty"],
    ["white space", utf8(" \n\t "), "text/plain", "empty"],
    ["a page without words", utf8("<html><body><img src=x></body></html>"), undefined, "empty"],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10), "text/html", "unsupported"],
    ["an archive of another kind", Uint8Array.of(0x1f, 0x8b, 8, 0), "text/plain", "unsupported"],
    ["a declared type that isn't text", utf8("x"), "application/octets", "unsupported"],
    ["bytes that aren't text", new Uint8Array(500).fill(0xfe), "text/plain", "not_text"],
    ["an old Office file", Buffer.from("d0cf11e0a1b11ae1", "hex"), undefined, "encrypted"],
    ["a broken zip", utf8("PK\x03\x04 and then nothing"), undefined, "malformed"],
    ["a broken PDF", utf8("%PDF-1.7 and then nothing"), undefined, "malformed"],
    ["too much text", utf8("word ".repeat(TEXT_CHARS_MAX / 4)), "text/plain", "too_large"],
  ])("%s", async (_, bytes, mediaType, code) => {
    const result = await extractSource({ bytes, mediaType });
    expect(result).toMatchObject({ kind: "failed", code });
    expect(result.kind === "failed" ? result.message : "").toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    ["deep nesting", "<div>".repeat(100_000), "malformed"],
    ["deep inline nesting", "<b><i>a".repeat(5_000), "malformed"],
    ["a million tags", "<i>a</i>".repeat(500_000), "too_large"],
    ["two hundred thousand elements", "<p>a ".repeat(200_000), "too_large"],
    ["one line of ten megabytes", `<p>${"word ".repeat(2_000_000)}`, "too_large"],
  ])(
    "%s in a page, quickly",
    async (_, html, code) => {
      const before = process.cpuUsage();
      expect(await extractHtml(html)).toMatchObject({ kind: "failed", code });
      expect(cpuMs(before)).toBeLessThan(8_000);
    },
    20_000,
  );

  it.each([
    ["elements at the limit of depth", `${"<div>a ".repeat(190)}${"<p>word ".repeat(20_000)}`],
    ["attributes", `<p ${"a=b ".repeat(100_000)}>word`],
    ["open comments", `word<p>${"<!--".repeat(50_000)}`],
    ["entities", `<p>${"&amp;&lt;".repeat(50_000)} word`],
    ["backticks", `<pre>${"a `` ".repeat(50_000)}</pre>`],
    ["spaces in code", `<pre>a${" ".repeat(300_000)}b</pre>`],
    ["spaces in a paragraph", `<p>a${" ".repeat(300_000)}b`],
    ["line ends in a paragraph", `<p>a${"<br>".repeat(20_000)}b`],
    ["table cells", `<table>${"<tr><td>a<td>1".repeat(10_000)}</table>`],
  ])(
    "nothing, but stays quick, with many %s",
    async (_, html) => {
      const before = process.cpuUsage();
      expect(await extractHtml(html)).toMatchObject({ kind: "extracted" });
      expect(cpuMs(before)).toBeLessThan(15_000);
    },
    60_000,
  );

  it("never throws, whatever the bytes and the declared type are", async () => {
    const head = fc.constantFrom("", "%PDF-1.4\n", "PK\x03\x04", "<html><table><td><svg><p>", "# ");
    const type = fc.constantFrom("text/html", "text/markdown", "text/plain; charset=utf-16", "");
    await fc.assert(
      fc.asyncProperty(head, fc.uint8Array({ maxLength: 300 }), type, async (start, tail, mime) => {
        const bytes = Buffer.concat([Buffer.from(start, "latin1"), tail]);
        expect((await extractSource({ bytes, mediaType: mime })).kind).toMatch(/extracted|failed/);
      }),
      { numRuns: 150 },
    );
  });
});

describe("extractSource reads a web page", () => {
  it("without its navigation, scripts and styles, and with title and language", async () => {
    const html = article("<script>var secret</script><style>.a{}</style><svg><text>x</text></svg>");
    const result = requireText(await extractHtml(html, "https://a.example/h"));
    expect(result).toMatchObject({ title: "Harbours", language: "en-GB", mediaType: "text/html" });
    expect(result.text).toContain(`${PROSE}\n\n${PROSE}`);
    expect(result.text).not.toMatch(/About us|secret|\.a\{|Cookie/);
    expect(result.wordCount).toBeGreaterThan(80);
  });

  it("with links made absolute, and without those that lead nowhere", async () => {
    const body =
      '<p>See <a href="../b?c">this</a>, <a href="#x">that</a> or <a href="javascript:x()">the other</a>. <img src="data:image/png;base64,AA" alt="no"> <img src="/p.png" alt="yes"></p>';
    const { markdown } = requireText(await extractHtml(article(body), "https://a.example/d/e"));
    expect(markdown).toContain("[this](https://a.example/b?c), that or the other.");
    expect(markdown).toContain("![yes](https://a.example/p.png)");
    expect(markdown).not.toMatch(/javascript|data:/);
  });

  it("with tables, lists and code as Markdown and as text", async () => {
    const body =
      "<table><tr><th>Year<th>Ships<tr><td>1902<td>a|b</table><ul><li>one<li>two</ul><pre><code>if (a) {\n  b\n}</code></pre>";
    const { markdown, text } = requireText(await extractHtml(article(body)));
    expect(markdown).toContain("| Year | Ships |\n| --- | --- |\n| 1902 | a\\|b |");
    expect(markdown).toContain("```\nif (a) {\n  b\n}\n```");
    expect(text).toContain("Year\tShips\n1902\ta|b");
    expect(text).toContain("one\ntwo");
    expect(text).toContain("if (a) {\n  b\n}");
  });

  it("as a whole when it isn't an article", async () => {
    const { text } = requireText(await extractHtml("<p>Short <b>notice</b>.<br>Second line."));
    expect(text).toBe("Short notice.\nSecond line.");
  });

  it("with byline and date of publication", async () => {
    const html = article("").replace(
      "</head>",
      '<meta property="article:published_time" content="2026-03-01"><meta name="author" content="A. Writer"></head>',
    );
    expect(await extractHtml(html)).toMatchObject({
      byline: "A. Writer",
      publishedAt: "2026-03-01",
    });
  });

  it("says the same in text and in Markdown", async () => {
    const words = fc.string({ unit: fc.constantFrom(..."ab 1.*_#`[]\\~|&-+=é漢م😀") });
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 6 }), async (paragraphs) => {
        const body = paragraphs
          .map((text) => `<p>x ${text.replaceAll("&", "&amp;")} y</p>`)
          .join("");
        const { markdown, text } = requireText(await extractHtml(body));
        const squeeze = (value: string) => value.replaceAll(/\s+/g, " ").trim();
        expect(squeeze(plainText(markdown))).toBe(squeeze(text));
      }),
      { numRuns: 100 },
    );
  });
});

describe("extractSource decides", () => {
  it.each([
    ["a UTF-8 mark", "efbbbf636166c3a9", "text/plain; charset=latin1", "café"],
    ["a UTF-16 mark", "fffe63006100660065000103", "text/plain", "cafe\u0301".normalize("NFC")],
    ["the header", "636166e9", "text/plain; charset=iso-8859-1", "café"],
    ["the header in quotes", "cfd0c8c2c5d4", 'text/plain;charset="koi8-r"', "опХБЕТ".toString()],
    ["UTF-8 when nothing is declared", "636166c3a9", "text/plain", "café"],
    ["UTF-8 when the label is unknown", "636166c3a9", "text/plain; charset=nonsense", "café"],
  ])("the character set by %s", async (name, hex, mediaType, expected) => {
    const { text } = requireText(
      await extractSource({ bytes: Buffer.from(hex, "hex"), mediaType }),
    );
    if (name === "the header in quotes") expect(text).toHaveLength(6);
    else expect(text).toBe(expected);
  });

  it("the character set by the page's own declaration", async () => {
    const bytes = Buffer.from('<html><meta charset="windows-1252"><p>caf\xe9 \x80', "latin1");
    expect(await extractSource({ bytes })).toMatchObject({ text: "café €" });
  });

  it.each([
    ["a page declared as plain text", "<!DOCTYPE html><p>x", "text/plain", undefined, "text/html"],
    ["a page behind a comment", "<!-- c --><html><p>x", undefined, undefined, "text/html"],
    ["Markdown by its name", "# x", "application/octet-stream", "a.MD", "text/markdown"],
    ["Markdown by its name, declared as text", "# x", "text/plain", "a.md", "text/markdown"],
    ["plain text", "x", "text/csv", "a.csv", "text/plain"],
  ])("the type of %s", async (_, text, mediaType, fileName, expected) => {
    const result = await extractSource({ bytes: utf8(text), mediaType, fileName });
    expect(result).toMatchObject({ mediaType: expected });
  });
});

describe("extractSource reads text files", () => {
  it("in Markdown, with the title of its front matter or first heading", async () => {
    const read = (text: string) => extractSource({ bytes: utf8(text), mediaType: "text/markdown" });
    expect(await read('---\ntitle: "Harbours"\n---\n\n# Other\n\nText *here*.')).toMatchObject({
      title: "Harbours",
      markdown: "# Other\n\nText *here*.\n",
      text: "Other\n\nText here.",
    });
    expect(await read("Lead.\n\n# Heading")).toMatchObject({ title: "Heading" });
  });

  it("in plain text, whose Markdown shows the same words", async () => {
    const text = "1. First *line*\nsecond line\n\n\n# not a heading";
    const result = requireText(await extractSource({ bytes: utf8(text), mediaType: "text/plain" }));
    expect(result.text).toBe("1. First *line*\nsecond line\n\n# not a heading");
    expect(plainText(result.markdown)).toBe("1. First *line* second line\n\n# not a heading");
    expect(result.title).toBe("1. First *line*");
  });

  it("in scripts without spaces and with emoji", async () => {
    const text = "数据库系统的复制协议。\n\nمرحبا بالعالم 🎉";
    expect(await extractSource({ bytes: utf8(text) })).toMatchObject({ text });
  });

  it("and cuts a long title", async () => {
    const { title } = requireText(await extractSource({ bytes: utf8("🎉a ".repeat(500)) }));
    expect([...title]).toHaveLength(200);
  });
});

describe("extractSource reads a PDF", () => {
  it("with its title and text", async () => {
    const result = await extractSource({ bytes: pdf("(Harbours closed in 1911.) Tj") });
    expect(result).toMatchObject({
      kind: "extracted",
      title: "Ports",
      text: "Harbours closed in 1911.",
      mediaType: "application/pdf",
    });
  });

  it("and says that a scan has no text", async () => {
    expect(await extractSource({ bytes: pdf("") })).toMatchObject({ code: "empty" });
  });

  it("and refuses one whose stream unpacks without end", async () => {
    const bomb = deflateSync(Buffer.alloc(100 * 1024 * 1024));
    const before = process.cpuUsage();
    expect(await extractSource({ bytes: pdf(bomb) })).toMatchObject({ code: "too_large" });
    expect(cpuMs(before)).toBeLessThan(4_000);
  });

  it("and refuses stacked compression, whose size can't be told", async () => {
    const bytes = Buffer.concat([
      pdf("(x) Tj"),
      Buffer.from("/Filter [/FlateDecode /FlateDecode]"),
    ]);
    expect(await extractSource({ bytes })).toMatchObject({ code: "too_large" });
  });

  it("and refuses one with a password", async () => {
    const trailer =
      "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <00000000000000000000000000000000000000000000000000000000000000ff> /U <00000000000000000000000000000000000000000000000000000000000000ff> >> /ID [<00> <00>]";
    expect(await extractSource({ bytes: pdf("(x) Tj", trailer) })).toMatchObject({
      code: "encrypted",
    });
  });
});

/** A PDF of one page, whose content is text operators or a deflated stream. */
function pdf(content: string | Uint8Array, trailer = ""): Uint8Array {
  const stream =
    typeof content === "string" ? Buffer.from(`BT /F1 12 Tf 72 720 Td ${content} ET`) : content;
  const filter = typeof content === "string" ? "" : "/Filter /FlateDecode ";
  const objects = [
    Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"),
    Buffer.from("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    Buffer.from(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    ),
    Buffer.concat([
      Buffer.from(`<< ${filter}/Length ${stream.length} >>\nstream\n`),
      stream,
      Buffer.from("\nendstream"),
    ]),
    Buffer.from("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
    Buffer.from("<< /Title (Ports) >>"),
  ];
  let file = Buffer.from("%PDF-1.4\n");
  const offsets: number[] = [];
  for (const [i, object] of objects.entries()) {
    offsets.push(file.length);
    file = Buffer.concat([
      file,
      Buffer.from(`${i + 1} 0 obj\n`),
      object,
      Buffer.from("\nendobj\n"),
    ]);
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const xref = `xref\n0 7\n0000000000 65535 f \n${rows}trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(xref)]);
}

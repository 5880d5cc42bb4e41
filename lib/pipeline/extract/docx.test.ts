import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { extractSource } from "./extract-source";
import { ZIP_BYTES_MAX, ZIP_READ_BYTES_MAX } from "./limits";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const paragraph = (text: string, style = "") =>
  `<w:p>${style === "" ? "" : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;

function documentXml(body: string): string {
  return `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`;
}

function docx(body: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    "[Content_Types].xml": strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    "_rels/.rels": strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    "word/document.xml": strToU8(documentXml(body)),
    ...more,
  });
}

/** Overwrites a field of the central directory: what the archive claims about itself. */
function withCentralField(
  archive: Uint8Array,
  name: string,
  at: number,
  value: number,
): Uint8Array {
  const copy = Buffer.from(archive);
  const end = copy.lastIndexOf("PK\x05\x06", undefined, "latin1");
  let position = copy.readUInt32LE(end + 16);
  while (position < end) {
    const length = copy.readUInt16LE(position + 28);
    if (copy.toString("latin1", position + 46, position + 46 + length) === name) {
      copy.writeUInt32LE(value, position + at);
    }
    position += 46 + length + copy.readUInt16LE(position + 30) + copy.readUInt16LE(position + 32);
  }
  return copy;
}

describe("a Word document", () => {
  const bomb = strToU8(documentXml(paragraph("a".repeat(ZIP_READ_BYTES_MAX + 1))));

  it("that unpacks to more than the limit is refused before it is unpacked", async () => {
    const archive = docx("", { "word/document.xml": bomb });
    expect(await extractSource({ bytes: archive })).toMatchObject({ code: "too_large" });
  });

  it("that declares less than it unpacks to is refused at the limit", async () => {
    const archive = docx("", { "word/document.xml": bomb });
    const lying = withCentralField(archive, "word/document.xml", 24, 100);
    expect(await extractSource({ bytes: lying })).toMatchObject({ code: "too_large" });
  });

  it("that declares gigabytes of media is refused", async () => {
    const archive = docx(paragraph("Text"), { "word/media/a.png": strToU8("a") });
    const large = withCentralField(archive, "word/media/a.png", 24, ZIP_BYTES_MAX + 1);
    expect(await extractSource({ bytes: large })).toMatchObject({ code: "too_large" });
  });

  it("with encrypted parts is refused", async () => {
    const archive = docx(paragraph("Text"));
    const encrypted = Buffer.from(archive);
    const end = encrypted.lastIndexOf("PK\x05\x06", undefined, "latin1");
    encrypted.writeUInt16LE(1, encrypted.readUInt32LE(end + 16) + 8);
    expect(await extractSource({ bytes: encrypted })).toMatchObject({ code: "encrypted" });
  });

  it("that holds another archive is refused", async () => {
    const archive = docx(paragraph("Text"), { "word/inner.zip": zipSync({ a: strToU8("a") }) });
    expect(await extractSource({ bytes: archive })).toMatchObject({ code: "unsupported" });
  });

  it("that is no Word document is refused", async () => {
    const archive = zipSync({ "xl/workbook.xml": strToU8("<x/>") });
    expect(await extractSource({ bytes: archive })).toMatchObject({ code: "unsupported" });
  });

  it.each([
    ["cut off", (archive: Uint8Array) => archive.subarray(0, archive.length - 30)],
    [
      "with a bad offset",
      (archive: Uint8Array) => withCentralField(archive, "word/document.xml", 42, 1e9),
    ],
    [
      "with another method",
      (archive: Uint8Array) => withCentralField(archive, "word/document.xml", 10, 99),
    ],
  ])("%s is refused as damaged", async (_, damage) => {
    const bytes = damage(docx(paragraph("Text")));
    expect(await extractSource({ bytes })).toMatchObject({ code: "malformed" });
  });

  it("with broken XML is refused as damaged, and one that refers to files reads none", async () => {
    const broken = docx("", { "word/document.xml": strToU8("<w:document") });
    expect(await extractSource({ bytes: broken })).toMatchObject({ kind: "failed" });
    const xxe = docx("", {
      "word/document.xml": strToU8(
        `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document ${W}><w:body>${paragraph("Text &x;")}</w:body></w:document>`,
      ),
    });
    expect(JSON.stringify(await extractSource({ bytes: xxe }))).not.toContain("root:");
  });

  it("becomes headings and paragraphs", async () => {
    const body = paragraph("Harbours", "Heading1") + paragraph("Closed in 1911. مرحبا 🎉");
    const styles = strToU8(
      `<?xml version="1.0"?><w:styles ${W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    );
    expect(await extractSource({ bytes: docx(body, { "word/styles.xml": styles }) })).toMatchObject(
      {
        kind: "extracted",
        title: "Harbours",
        markdown: "# Harbours\n\nClosed in 1911. مرحبا 🎉\n",
        text: "Harbours\n\nClosed in 1911. مرحبا 🎉",
        mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      },
    );
  });
});

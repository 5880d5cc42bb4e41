import { wordCount } from "@/lib/markdown";
import { decodeText } from "./decode";
import { readDocx } from "./docx";
import { ExtractError, type Extracted, type RawSource } from "./extracted";
import { type ReadText, readHtml } from "./html";
import { SOURCE_BYTES_MAX, TEXT_CHARS_MAX, TITLE_CHARS_MAX } from "./limits";
import { kindOf, type SourceKind } from "./media-type";
import { readPdf } from "./pdf";
import { readMarkdown, readPlain } from "./plain";

/**
 * Turns a fetched page or an uploaded file into text that can be cited. Never throws on what a sender
 * may put into it: whatever can't be read is a `failed` result with a sentence on what to do.
 */
export async function extractSource(source: RawSource): Promise<Extracted> {
  try {
    if (source.bytes.length > SOURCE_BYTES_MAX) throw sourceTooLarge();
    const kind = kindOf(source.bytes, source.mediaType, source.fileName);
    return toExtracted(await read(kind, source), kind, source);
  } catch (error) {
    if (error instanceof ExtractError) {
      return { kind: "failed", code: error.code, message: error.message };
    }
    // A parser that runs out of stack met markup that nobody wrote to be read.
    if (error instanceof RangeError) {
      return {
        kind: "failed",
        code: "malformed",
        message: "The file is built in a way that can't be read. Paste its text instead.",
      };
    }
    throw error;
  }
}

async function read(kind: SourceKind, source: RawSource): Promise<ReadText> {
  switch (kind) {
    case "html":
      return readHtml(decodeText(source.bytes, source.mediaType), source);
    case "markdown":
      return readMarkdown(decodeText(source.bytes, source.mediaType));
    case "plain":
      return readPlain(decodeText(source.bytes, source.mediaType));
    case "zip":
      return readDocx(source.bytes);
    case "pdf":
      return readPdf(source.bytes);
    case "ole":
      throw new ExtractError(
        "encrypted",
        "This is an old or password-protected Office file. Save it as .docx without a password.",
      );
    case "binary":
      throw new ExtractError(
        "unsupported",
        "Only web pages, Markdown, plain text, Word (.docx) and PDF files can be read.",
      );
  }
}

function toExtracted(found: ReadText, kind: SourceKind, source: RawSource): Extracted {
  const text = found.text.normalize("NFC").trim();
  if (text.length > TEXT_CHARS_MAX) throw sourceTooLarge();
  const words = wordCount(text, found.language);
  if (words === 0) {
    throw new ExtractError("empty", "There is no text in it. Check the address or the file.");
  }
  return {
    kind: "extracted",
    title: titleFor(found.title, source),
    markdown: `${found.markdown.normalize("NFC").trim()}\n`,
    text,
    wordCount: words,
    ...(found.language === undefined ? {} : { language: found.language }),
    ...(found.byline === undefined ? {} : { byline: found.byline }),
    ...(found.publishedAt === undefined ? {} : { publishedAt: found.publishedAt }),
    mediaType: MEDIA_TYPES[kind],
  };
}

function titleFor(found: string, source: RawSource): string {
  const names = [found, source.fileName ?? "", source.url ?? ""];
  const title = names
    .map((name) => name.replaceAll(/\s+/g, " ").trim())
    .find((name) => name !== "");
  const characters = [...(title ?? "Untitled")];
  if (characters.length <= TITLE_CHARS_MAX) return characters.join("");
  return `${characters.slice(0, TITLE_CHARS_MAX - 1).join("")}…`;
}

function sourceTooLarge(): ExtractError {
  return new ExtractError(
    "too_large",
    "The source is too long to be read. Add a shorter one, or paste the part you need.",
  );
}

const MEDIA_TYPES: Readonly<Record<SourceKind, string>> = {
  html: "text/html",
  markdown: "text/markdown",
  plain: "text/plain",
  zip: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  ole: "application/x-ole-storage",
  binary: "application/octet-stream",
};

import { getDocumentProxy } from "unpdf";
import { escapeMarkdown } from "@/lib/markdown";
import { ExtractError } from "./extracted";
import type { ReadText } from "./html";
import { PDF_PAGES_MAX, TEXT_CHARS_MAX } from "./limits";
import { requireBoundedStreams } from "./pdf-streams";

/** Reads the text of a PDF. A scan has none: that is a failure that says so. */
export async function readPdf(bytes: Uint8Array): Promise<ReadText> {
  requireBoundedStreams(bytes);
  const document = await open(bytes);
  try {
    if (document.numPages > PDF_PAGES_MAX) {
      throw new ExtractError(
        "too_large",
        `The PDF has more than ${PDF_PAGES_MAX} pages. Split it and add the part you need.`,
      );
    }
    return toText(await readPages(document), await titleOf(document));
  } catch (error) {
    if (error instanceof ExtractError) throw error;
    throw damaged(error);
  } finally {
    await document.loadingTask.destroy();
  }
}

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

async function open(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    // The reader detaches what it gets and refuses a Buffer, so it gets a copy. Verbosity 0: errors.
    return await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException") {
      throw new ExtractError(
        "encrypted",
        "The PDF is protected with a password. Save it without one and add it again.",
        error,
      );
    }
    throw damaged(error);
  }
}

async function readPages(document: PdfDocument): Promise<string[]> {
  const pages: string[] = [];
  let left = TEXT_CHARS_MAX;
  for (let number = 1; number <= document.numPages && left >= 0; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const text = paragraphsOf(items.filter((item) => "str" in item));
    pages.push(text);
    left -= text.length;
    page.cleanup();
  }
  return pages;
}

interface PdfPiece {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
  /** The last element of a transform is the distance from the bottom of the page. */
  readonly transform: readonly unknown[];
}

/** Joins the pieces of a page to lines and lines to paragraphs: a gap of half a line more ends one. */
function paragraphsOf(pieces: readonly PdfPiece[]): string {
  let text = "";
  let lineY: number | undefined;
  for (const piece of pieces) {
    if (piece.str.trim() !== "") {
      const y = Number(piece.transform[5]);
      if (text.endsWith("\n") && isParagraphGap(lineY, y, piece.height)) text += "\n";
      lineY = y;
    }
    text += piece.str;
    if (piece.hasEOL && !text.endsWith("\n")) text += "\n";
  }
  return text;
}

function isParagraphGap(before: number | undefined, y: number, height: number): boolean {
  return before !== undefined && height > 0 && Math.abs(before - y) > height * PARAGRAPH_GAP;
}

function toText(pages: readonly string[], title: string): ReadText {
  const paragraphs = pages
    .flatMap((page) => page.split(/\n{2,}/))
    // A hyphen at a line end stays: whether it belongs to the word can't be told.
    .map((paragraph) => paragraph.replaceAll(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
  if (paragraphs.length === 0) {
    throw new ExtractError(
      "empty",
      "The PDF has no text, it may be a scan. Run text recognition on it, or paste its text.",
    );
  }
  return {
    title: title === "" ? (paragraphs[0] ?? "") : title,
    markdown: paragraphs.map(escapeMarkdown).join("\n\n"),
    text: paragraphs.join("\n\n"),
  };
}

async function titleOf(document: PdfDocument): Promise<string> {
  const { info } = await document.getMetadata();
  const title: unknown = Reflect.get(info, "Title");
  return typeof title === "string" ? title.trim() : "";
}

function damaged(cause: unknown): ExtractError {
  return new ExtractError(
    "malformed",
    "The PDF is damaged. Open it in a viewer, save it again and add the new file.",
    cause,
  );
}

const PARAGRAPH_GAP = 1.7;

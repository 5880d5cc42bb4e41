import { zipSync } from "fflate";
import mammoth from "mammoth";
import { ExtractError } from "./extracted";
import { type ReadText, readHtmlDocument } from "./html";
import { listZip, readZipEntries } from "./zip";

/**
 * Reads a Word document. Only the parts with text are inflated, within limits, and the converter gets
 * a new archive of just those: it never sees what the sender packed.
 */
export async function readDocx(bytes: Uint8Array): Promise<ReadText> {
  const entries = listZip(bytes);
  if (!entries.some((entry) => entry.name === "word/document.xml")) {
    throw new ExtractError(
      "unsupported",
      "Of the packed formats only Word documents (.docx) are read. Save the text as .docx.",
    );
  }
  const parts = readZipEntries(
    bytes,
    entries.filter((entry) => TEXT_PART.test(entry.name)),
  );
  const repacked = zipSync(Object.fromEntries(parts), { level: 0 });
  return readHtmlDocument(await convert(repacked));
}

async function convert(archive: Uint8Array): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(archive) },
      // Pictures are not part of the text, and their bytes were left out above.
      { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) },
    );
    return value;
  } catch (error) {
    throw new ExtractError(
      "malformed",
      "The Word document is damaged. Open it in Word, save it and add it again.",
      error,
    );
  }
}

const TEXT_PART =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/[\w.-]+\.rels|(?:document|styles|numbering|footnotes|endnotes)\.xml))$/;

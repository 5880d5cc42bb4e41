import { strToU8, zipSync } from "fflate";
import { withImageAddresses } from "./images";
import type { DocumentImage, PublishableDocument } from "./port";

/** Every file in the archive carries this date (local fields, as ZIP has no time zone), so that equal articles give equal bytes. */
const FILE_DATE = new Date(2000, 0, 1, 0, 0, 0);
const COMPRESSION_LEVEL = 6;

/**
 * A ZIP archive of an article: `article.md`, `article.html` (a page of its own), `article.json` and the images
 * under `images/`, which all of them point at. The same document gives the same bytes. `images`: by id.
 */
export function downloadZip(
  original: PublishableDocument,
  images: ReadonlyMap<string, Uint8Array> = new Map(),
): Uint8Array {
  const present = original.images.filter(({ id }) => images.has(id));
  const document = withImageAddresses(
    { ...original, images: present },
    new Map(present.map((image) => [image.id, fileOf(image)])),
  );
  const files: Record<string, Uint8Array> = {
    "article.md": strToU8(document.markdown),
    "article.html": strToU8(pageOf(document)),
    "article.json": strToU8(`${JSON.stringify(fieldsOf(document), null, 2)}\n`),
  };
  for (const image of present) files[fileOf(image)] = images.get(image.id) ?? new Uint8Array(0);
  return zipSync(files, { mtime: FILE_DATE, level: COMPRESSION_LEVEL });
}

function fileOf({ id, extension }: DocumentImage): string {
  return `images/${id}.${extension}`;
}

/** The body's HTML is sanitized by who made the document; everything else is text and is escaped here. */
function pageOf(document: PublishableDocument): string {
  const { language, authorName } = document;
  return [
    "<!doctype html>",
    language === null ? "<html>" : `<html lang="${escapeHtml(language)}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(document.title)}</title>`,
    `<meta name="description" content="${escapeHtml(document.description)}">`,
    ...(authorName === null ? [] : [`<meta name="author" content="${escapeHtml(authorName)}">`]),
    "</head>",
    "<body>",
    "<main>",
    `<h1>${escapeHtml(document.title)}</h1>`,
    document.html,
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function fieldsOf(document: PublishableDocument): Record<string, unknown> {
  return {
    key: document.key,
    title: document.title,
    slug: document.slug,
    description: document.description,
    language: document.language,
    author_name: document.authorName,
    revision: document.revision,
    revision_hash: document.revisionHash,
    html: document.html,
    markdown: document.markdown,
    images: document.images.map((image) => ({
      id: image.id,
      file: fileOf(image),
      media_type: image.mediaType,
      alt: image.alt,
    })),
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

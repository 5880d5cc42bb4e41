import { canonicalMarkdown, escapeMarkdown, outlineOf, plainText } from "@/lib/markdown";
import { ExtractError } from "./extracted";
import type { ReadText } from "./html";
import { MARKDOWN_CHARS_MAX } from "./limits";

/** Reads plain text: an empty line ends a paragraph. The first line is the title. */
export function readPlain(source: string): ReadText {
  const paragraphs = source
    .replaceAll(/\r\n?|[\u2028\u2029\f]/g, "\n")
    .split(/\n[ \t]*\n/)
    .map(trimLines)
    .filter((paragraph) => paragraph !== "");
  return {
    title: paragraphs[0]?.split("\n", 1)[0] ?? "",
    markdown: paragraphs.map(escapeMarkdown).join("\n\n"),
    text: paragraphs.join("\n\n"),
  };
}

/** Reads Markdown. The title is that of the front matter, or the first heading. */
export function readMarkdown(source: string): ReadText {
  if (source.length > MARKDOWN_CHARS_MAX) {
    throw new ExtractError(
      "too_large",
      "The Markdown file is too long to be read. Split it and add the parts you need.",
    );
  }
  const canonical = canonicalMarkdown(source);
  const frontMatter = FRONT_MATTER.exec(canonical)?.[0] ?? "";
  const markdown = canonical.slice(frontMatter.length);
  const declared = /^title:[ \t]*["']?([^\n]*?)["']?[ \t]*$/m.exec(frontMatter)?.[1] ?? "";
  const text = plainText(markdown);
  const title = declared === "" ? (outlineOf(markdown)[0]?.text ?? "") : declared;
  return { title: title === "" ? (text.split("\n", 1)[0] ?? "") : title, markdown, text };
}

function trimLines(paragraph: string): string {
  return paragraph
    .split("\n")
    .map((line) => line.replaceAll(/[^\S\n]+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}

const FRONT_MATTER = /^---\n(?:[^\n]{0,2000}\n){0,200}?---\n/;

import { wordCount } from "@/lib/markdown";
import type { CheckedArticle } from "./checked-article";
import { ARTICLE_START, type Finding, finding } from "./finding";
import {
  DESCRIPTION_WIDTH_MAX,
  DESCRIPTION_WIDTH_MIN,
  TITLE_WIDTH_MAX,
  TITLE_WIDTH_MIN,
} from "./limits";
import { addressOf } from "./links";
import { isPlaceholder } from "./placeholder";

/** What readers, screen readers and search engines would stumble over. */
export function checkPage(article: CheckedArticle): Finding[] {
  return [
    ...emptyArticle(article),
    ...titleLength(article),
    ...descriptionLength(article),
    ...placeholders(article),
    ...headingOrder(article),
    ...missingAlt(article),
    ...brokenLinks(article),
  ];
}

function emptyArticle({ texts }: CheckedArticle): Finding[] {
  const hasText = texts.some(
    (block) => block.kind !== "heading" && !isPlaceholder(block.text) && wordCount(block.text) > 0,
  );
  if (hasText) return [];
  const message = "The article has no text. Write it, or run a writer.";
  return [finding("empty_article", "blocking", message, { place: ARTICLE_START, excerpt: "" })];
}

function titleLength({ input }: CheckedArticle): Finding[] {
  const width = displayWidth(input.title);
  const where = { place: ARTICLE_START, excerpt: input.title };
  if (width < TITLE_WIDTH_MIN) {
    const message = `The title is shorter than ${TITLE_WIDTH_MIN} characters. Say what the article is about.`;
    return [finding("title_length", "warning", message, where)];
  }
  if (width <= TITLE_WIDTH_MAX) return [];
  const message = `The title is longer than ${TITLE_WIDTH_MAX} characters, and search results cut it. Shorten it.`;
  return [finding("title_length", "warning", message, where)];
}

function descriptionLength({ input }: CheckedArticle): Finding[] {
  const description = input.meta.description ?? "";
  const width = displayWidth(description);
  if (width >= DESCRIPTION_WIDTH_MIN && width <= DESCRIPTION_WIDTH_MAX) return [];
  const state = width === 0 ? "is missing" : `has ${width} characters`;
  const message = `The description ${state}. Write ${DESCRIPTION_WIDTH_MIN} to ${DESCRIPTION_WIDTH_MAX} characters, for search results.`;
  const where = { place: ARTICLE_START, excerpt: description };
  return [finding("meta_description_length", "warning", message, where)];
}

function placeholders({ texts }: CheckedArticle): Finding[] {
  return texts
    .filter((block) => isPlaceholder(block.text))
    .map((block) => {
      const message = "This place is still waiting for your text. Write it, or remove the line.";
      const where = { place: block, excerpt: block.text };
      return finding("placeholder_left", "blocking", message, where);
    });
}

function headingOrder({ texts }: CheckedArticle): Finding[] {
  const findings: Finding[] = [];
  // The title is the heading of the first level, so the text starts at the second.
  let level = 1;
  for (const block of texts) {
    if (block.kind !== "heading") continue;
    const where = { place: block, excerpt: block.text };
    if (block.depth === 1) {
      const message = "The title already is the first-level heading. Use the second level here.";
      findings.push(finding("heading_order", "warning", message, where));
    } else if (block.depth > level + 1) {
      const message = `This heading skips a level. Make it level ${level + 1}.`;
      findings.push(finding("heading_order", "warning", message, where));
    }
    level = block.depth;
  }
  return findings;
}

function missingAlt({ read }: CheckedArticle): Finding[] {
  return read.blocks.flatMap((block) => {
    if (block.kind !== "image" || block.alt.trim() !== "") return [];
    const message = "This image has no description. Say what it shows, for those who can't see it.";
    return [finding("missing_alt", "blocking", message, { place: block, excerpt: block.url })];
  });
}

function brokenLinks({ read, input }: CheckedArticle): Finding[] {
  return read.blocks.flatMap((block) => {
    const address = addressOf(block);
    const result = address === undefined ? undefined : input.linkResults?.get(address);
    if (address === undefined || result === undefined || result.ok) return [];
    const message = `The address doesn't work: ${result.detail}. Correct or remove it.`;
    return [finding("broken_link", "warning", message, { place: block, excerpt: address })];
  });
}

/** Characters as wide as a Latin letter: those of East Asia take the room of two. */
function displayWidth(text: string): number {
  const characters = [...text.trim()];
  return characters.reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60]/u;

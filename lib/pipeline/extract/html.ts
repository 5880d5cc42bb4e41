import { Readability } from "@mozilla/readability";
import type { RawSource } from "./extracted";
import { toMarkdown } from "./html-markdown";
import { parsePage } from "./html-page";
import { readableText } from "./html-text";
import { HTML_DEPTH_SUM_MAX, TEXT_CHARS_MAX } from "./limits";

/** What a reader of one format found, before it is checked and counted. */
export interface ReadText {
  readonly title: string;
  readonly markdown: string;
  readonly text: string;
  readonly language?: string | undefined;
  readonly byline?: string | undefined;
  readonly publishedAt?: string | undefined;
}

/** Reads the article of a web page: what is left without navigation, advertisements and the like. */
export function readHtml(html: string, source: RawSource): ReadText {
  const page = parsePage(html, source.url);
  const title = page.document.querySelector("title")?.textContent ?? "";
  const language = languageOf(page.document);
  const article = page.depthSum > HTML_DEPTH_SUM_MAX ? null : findArticle(page.document);
  const content = article?.content ?? "";
  // A page that is not an article at all, such as a price list, is taken as a whole.
  const isArticle = (article?.textContent ?? "").trim().length >= ARTICLE_CHARS_MIN;
  const body = content !== "" && isArticle ? parsePage(content, source.url).body : page.body;
  return {
    ...readBody(body),
    title: clean(article?.title) ?? title,
    language: language ?? clean(article?.lang),
    byline: clean(article?.byline),
    publishedAt: clean(article?.publishedTime),
  };
}

/** Reads HTML that is all article, such as what a document was converted to. */
export function readHtmlDocument(html: string): ReadText {
  const { body } = parsePage(html, undefined);
  const title = body.querySelector("h1, h2")?.textContent ?? "";
  return { ...readBody(body), title };
}

function findArticle(document: Document): ReturnType<Readability["parse"]> {
  try {
    // The reader takes the document apart, so it gets a copy.
    const copy = document.cloneNode(true) as Document;
    return new Readability(copy, { charThreshold: ARTICLE_CHARS_MIN }).parse();
  } catch {
    // It stumbles over some markup that is fine otherwise. The whole body is the answer then.
    return null;
  }
}

function readBody(body: HTMLElement): { markdown: string; text: string } {
  for (const element of [...body.querySelectorAll(FURNITURE)]) element.remove();
  const text = readableText(body);
  // Checked here too, since writing Markdown costs more than measuring the text.
  if (text.length > TEXT_CHARS_MAX) return { text, markdown: "" };
  return { text, markdown: toMarkdown(body) };
}

function languageOf(page: Document): string | undefined {
  const declared = clean(page.documentElement.getAttribute("lang"));
  return declared !== undefined && LANGUAGE.test(declared) ? declared : undefined;
}

function clean(text: string | null | undefined): string | undefined {
  const trimmed = text?.replaceAll(/\s+/g, " ").trim() ?? "";
  return trimmed === "" ? undefined : trimmed;
}

const ARTICLE_CHARS_MIN = 200;
const FURNITURE = "nav, [role='navigation'], [aria-hidden='true'], script, dialog";
const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

import { z } from "zod";
import { imageDifferences } from "./compare-images";
import { readsTheSame, textOfHtml } from "./compare-text";
import type { PublishableDocument, RemoteCopy, RemoteRef, RemoteState } from "./port";
import { stateDifferences, versionOf } from "./remote-state";
import { contentFor, decoded, isSameSlug, lineFor } from "./wordpress-text";

/** A post as the REST interface gives it with `context=edit`. */
export const WordPressPost = z.object({
  id: z.number().int().positive(),
  link: z.string(),
  slug: z.string(),
  status: z.string(),
  date_gmt: z.string().nullable(),
  modified_gmt: z.string(),
  title: z.object({ raw: z.string() }),
  content: z.object({ raw: z.string() }),
  /** A site can do without excerpts. */
  excerpt: z.object({ raw: z.string() }).optional(),
});
export type WordPressPost = z.infer<typeof WordPressPost>;

/** By this word in its content a copy is known as the article's own. */
export function markOf(key: string): string {
  return `autoink:${key}`;
}

/** The last line of a post's content. */
export function markerOf(key: string): string {
  return `<!-- ${markOf(key)} -->`;
}

/** The fields that create and update send. `current` is the post as it is, when there is one. */
export function postFields(
  document: PublishableDocument,
  state: RemoteState,
  current: { readonly post: WordPressPost; readonly now: Date } | null,
): Record<string, string> {
  const dateGmt = dateFor(state, current);
  return {
    title: lineFor(document.title),
    content: `${contentFor(document.html)}\n${markerOf(document.key)}`,
    excerpt: lineFor(document.description),
    slug: document.slug,
    status: STATUSES[state.kind],
    ...(dateGmt === null ? {} : { date_gmt: dateGmt }),
  };
}

const STATUSES = { draft: "draft", published: "publish", scheduled: "future" } as const;

/** WordPress turns "publish" with a date ahead into "future": a post that was scheduled gets today's date. */
function dateFor(
  state: RemoteState,
  current: { readonly post: WordPressPost; readonly now: Date } | null,
): string | null {
  if (state.kind === "scheduled") return gmtText(state.at);
  if (state.kind !== "published" || current === null) return null;
  const date = gmtDate(current.post.date_gmt);
  return date !== null && date > current.now ? gmtText(current.now) : null;
}

/** How the post is addressed, and its version as the lock. */
export function refOfPost(post: WordPressPost): RemoteRef {
  return { id: String(post.id), url: post.link, lock: lockOf(post) };
}

/** The post's version, as `refOfPost` has it. */
export function lockOf({ modified_gmt, title, content, excerpt, slug }: WordPressPost): string {
  return versionOf(modified_gmt, [title.raw, content.raw, excerpt?.raw ?? "", slug]);
}

/** The post compared with what was sent. */
export function copyOfPost(
  post: WordPressPost,
  document: PublishableDocument,
  state: RemoteState,
  now: Date,
): RemoteCopy {
  const found = { kind: stateOf(post.status), at: gmtDate(post.date_gmt) };
  const { raw } = post.content;
  const differences = [
    ...(isSameLine(post.title.raw, document.title) ? [] : ["The title is another one."]),
    ...(readsTheSame(raw, document.html) ? [] : ["The text is not the one that was sent."]),
    ...imageDifferences(raw, document),
    ...(post.excerpt === undefined || isSameLine(post.excerpt.raw, document.description)
      ? []
      : ["The excerpt is another one."]),
    ...(raw.includes(markerOf(document.key)) ? [] : ["AutoInk's mark is gone from the text."]),
    ...(isSameSlug(post.slug, document.slug)
      ? []
      : [`The address ends in "${decoded(post.slug)}".`]),
    ...stateDifferences(found, state, now),
  ];
  return { ...refOfPost(post), state: found.kind, differences };
}

/** Which characters WordPress writes as entities depends on the account's rights. */
function isSameLine(found: string, sent: string): boolean {
  return textOfHtml(found) === textOfHtml(lineFor(sent));
}

function stateOf(status: string): RemoteCopy["state"] {
  switch (status) {
    case "publish":
      return "published";
    case "future":
      return "scheduled";
    case "draft":
    case "pending":
    case "auto-draft":
      return "draft";
    default:
      return "unpublished";
  }
}

/** WordPress writes GMT times without a zone and without fractions. */
function gmtText(date: Date): string {
  return date.toISOString().slice(0, 19);
}

function gmtDate(text: string | null): Date | null {
  if (text === null) return null;
  const date = new Date(`${text}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

import { z } from "zod";
import { imageDifferences } from "./compare-images";
import { cutText, readsTheSame } from "./compare-text";
import { htmlForGhost } from "./ghost-html";
import type { PublishableDocument, RemoteCopy, RemoteRef, RemoteState } from "./port";
import { stateDifferences, versionOf } from "./remote-state";

/** A post as the Admin API gives it with `formats=html&include=tags`. */
export const GhostPost = z.object({
  id: z.string().min(1),
  url: z.string().nullish(),
  title: z.string(),
  slug: z.string(),
  html: z.string().nullish(),
  status: z.string(),
  updated_at: z.string(),
  published_at: z.string().nullish(),
  custom_excerpt: z.string().nullish(),
  meta_description: z.string().nullish(),
  tags: z.array(z.object({ name: z.string(), slug: z.string() })).optional(),
});
export type GhostPost = z.infer<typeof GhostPost>;

const EXCERPT_CHARS_MAX = 300;
const META_CHARS_MAX = 500;

/** The internal tag by which a copy is known as the article's own; Ghost shows tags with a "#" to no reader. */
export function tagNameOf(key: string): string {
  return `#autoink-${key.toLowerCase()}`;
}

/** The slug that Ghost makes of `tagNameOf`. */
export function tagSlugOf(key: string): string {
  return `hash-autoink-${key.toLowerCase()}`;
}

/** The fields that both create and update send. Never a newsletter: that would send mail to members. */
export function postFields(
  document: PublishableDocument,
  state: RemoteState,
): Record<string, string | null> {
  return {
    title: document.title,
    slug: document.slug,
    html: htmlForGhost(document.html),
    custom_excerpt: textOrNull(document.description, EXCERPT_CHARS_MAX),
    meta_description: textOrNull(document.description, META_CHARS_MAX),
    status: state.kind,
    ...(state.kind === "scheduled" ? { published_at: state.at.toISOString() } : {}),
  };
}

function textOrNull(text: string, charsMax: number): string | null {
  return text === "" ? null : cutText(text, charsMax);
}

/** A post that was scheduled and is published at once must not keep a date that lies ahead. */
export function dateForPublishing(
  post: GhostPost,
  state: RemoteState,
  now: Date,
): { published_at?: string } {
  if (state.kind !== "published" || typeof post.published_at !== "string") return {};
  return new Date(post.published_at) > now ? { published_at: now.toISOString() } : {};
}

/** How the post is addressed, and its version as the lock. */
export function refOfPost(post: GhostPost): RemoteRef {
  return { id: post.id, url: post.url ?? null, lock: lockOf(post) };
}

/** The post's version, as `refOfPost` has it. It starts with `updated_at`, which is Ghost's own lock. */
export function lockOf(post: GhostPost): string {
  const { title, html, slug, custom_excerpt: excerpt } = post;
  return versionOf(post.updated_at, [title, html ?? "", excerpt ?? "", slug]);
}

/** The post compared field by field: Ghost drops what it does not know without a word. */
export function copyOfPost(
  post: GhostPost,
  document: PublishableDocument,
  state: RemoteState,
  now: Date,
): RemoteCopy {
  const sent = postFields(document, state);
  const found = { kind: stateOf(post.status), at: dateOf(post.published_at) };
  const isMarked = post.tags?.some(({ slug }) => slug === tagSlugOf(document.key)) === true;
  const html = post.html ?? "";
  const differences = [
    ...(post.title === document.title ? [] : ["The title is another one."]),
    ...(readsTheSame(html, htmlForGhost(document.html))
      ? []
      : ["The text is not the one that was sent."]),
    ...imageDifferences(html, document),
    ...(isSameSlug(post.slug, document.slug) ? [] : [`The address ends in "${post.slug}".`]),
    ...(isSame(post.custom_excerpt, sent["custom_excerpt"]) ? [] : ["The excerpt is another one."]),
    ...(isSame(post.meta_description, sent["meta_description"])
      ? []
      : ["The description for search engines is another one."]),
    ...(isMarked ? [] : ["AutoInk's internal tag is gone."]),
    ...stateDifferences(found, state, now),
  ];
  return { ...refOfPost(post), state: found.kind, differences };
}

function isSame(found: string | null | undefined, sent: string | null | undefined): boolean {
  return (found ?? "") === (sent ?? "");
}

/** Ghost writes other scripts in Latin letters, in a way of its own: then any address is taken as the one that was sent. */
function isSameSlug(found: string, sent: string): boolean {
  return found === sent || /[^a-z0-9-]/i.test(sent);
}

function stateOf(status: string): RemoteCopy["state"] {
  return status === "published" || status === "scheduled" || status === "draft"
    ? status
    : "unpublished";
}

function dateOf(text: string | null | undefined): Date | null {
  return typeof text === "string" ? new Date(text) : null;
}

import { z } from "zod";
import { failed } from "./http-outcome";
import { placeImages } from "./images";
import type {
  Connector,
  ConnectorContext,
  ConnectorResult,
  PublishableDocument,
  RemoteRef,
} from "./port";
import { strangeAnswer } from "./send-json";
import type { ConnectorSettings } from "./settings";
import { createWordPressApi, headersFor, WORDPRESS, type WordPressApi } from "./wordpress-api";
import { placeWordPressImage } from "./wordpress-media";
import {
  copyOfPost,
  lockOf,
  markerOf,
  markOf,
  postFields,
  refOfPost,
  WordPressPost,
} from "./wordpress-post";

const POSTS = "/wp/v2/posts";
const EDIT = { context: "edit" };
/** How many of the addresses that WordPress makes of a taken slug (`name-2`, `name-3`, …) are looked through. */
const SLUGS_MAX = 5;

const SiteIndex = z.object({ authentication: z.unknown() });
const Passwords = z.object({ "application-passwords": z.unknown() });
const Me = z.object({ name: z.string(), capabilities: z.record(z.string(), z.unknown()) });

/**
 * Publishes posts over WordPress' REST interface with an application password. WordPress has no lock and no key of
 * ours: the modification time and the texts are compared before a write, and a mark at the end of the text tells the
 * article's copy from another post of the same name.
 */
export function createWordPressConnector(
  settings: ConnectorSettings,
  context: ConnectorContext,
): Connector {
  const api = createWordPressApi(settings, context);

  async function save(
    path: string,
    fields: Record<string, string>,
    signal: AbortSignal,
  ): Promise<ConnectorResult<RemoteRef>> {
    const result = await api.call({ method: "POST", path, query: EDIT, fields, signal });
    if (!result.ok) return result;
    if (result.value.status === 404) return NO_API;
    const post = WordPressPost.safeParse(result.value.json);
    return post.success ? { ok: true, value: refOfPost(post.data) } : strangeAnswer(WORDPRESS);
  }

  const withImages = (document: PublishableDocument, signal: AbortSignal) =>
    placeImages(document, (image) => placeWordPressImage(api, context, image, signal));

  return {
    check: (signal) => check(api, signal),
    plan: (document, state, remote) => ({
      method: "POST",
      url: api.urlOf({ path: pathOf(remote), query: EDIT }),
      headers: headersFor("POST"),
      body: JSON.stringify(postFields(document, state, null)),
    }),
    findByKey: (document, signal) => findByKey(api, document, signal),
    create: async (document, state, signal) => {
      const placed = await withImages(document, signal);
      if (!placed.ok) return placed;
      return save(POSTS, postFields(placed.value, state, null), signal);
    },
    update: async (remote, document, state, signal) => {
      const found = await readPost(api, remote, signal);
      if (!found.ok) return found;
      if (found.value === null) return GONE;
      const now = context.now();
      if (remote.lock !== null && remote.lock !== lockOf(found.value)) {
        const copy = copyOfPost(found.value, document, state, now);
        // An update whose answer was lost has moved the time itself: the copy is then what was asked for.
        return copy.differences.length === 0 ? { ok: true, value: refOfPost(found.value) } : EDITED;
      }
      const placed = await withImages(document, signal);
      if (!placed.ok) return placed;
      const fields = postFields(placed.value, state, { post: found.value, now });
      return save(pathOf(remote), fields, signal);
    },
    unpublish: async (remote, _document, signal) => {
      const found = await readPost(api, remote, signal);
      if (!found.ok) return found;
      if (found.value === null) return { ok: true, value: remote };
      if (found.value.status === "draft") return { ok: true, value: refOfPost(found.value) };
      return save(pathOf(remote), { status: "draft" }, signal);
    },
    read: async (remote, document, state, signal) => {
      const found = await readPost(api, remote, signal);
      if (!found.ok || found.value === null) return found.ok ? { ok: true, value: null } : found;
      return { ok: true, value: copyOfPost(found.value, document, state, context.now()) };
    },
  };
}

const NO_API = failed(
  "misconfigured",
  "There is no WordPress REST interface at this address; check the address, or turn it on there.",
);
const GONE = failed("conflict", "The post was deleted at WordPress.");
const EDITED = failed("conflict", "The post was edited at WordPress since AutoInk last saw it.");

function pathOf(remote: Pick<RemoteRef, "id"> | null): string {
  return remote === null ? POSTS : `${POSTS}/${encodeURIComponent(remote.id)}`;
}

async function check(
  api: WordPressApi,
  signal: AbortSignal,
): Promise<ConnectorResult<{ readonly detail: string }>> {
  const index = await api.call({ method: "GET", path: "/", signal });
  if (!index.ok) return index;
  const site = SiteIndex.safeParse(index.value.json);
  if (index.value.status === 404 || !site.success) return NO_API;
  if (!Passwords.safeParse(site.data.authentication).success) {
    return failed(
      "misconfigured",
      "WordPress takes no application passwords here; they need https, and no plugin that turns them off.",
    );
  }
  const answer = await api.call({ method: "GET", path: "/wp/v2/users/me", query: EDIT, signal });
  if (!answer.ok) return answer;
  const me = Me.safeParse(answer.value.json);
  if (!me.success) return strangeAnswer(WORDPRESS);
  if (me.data.capabilities["publish_posts"] !== true) {
    return failed(
      "misconfigured",
      "This WordPress account may not publish posts; use one with the role Author.",
    );
  }
  return { ok: true, value: { detail: `Connected to WordPress as ${me.data.name}.` } };
}

/** By the address first, since a site's search may be another program's; then by the mark, wherever the post is now. */
async function findByKey(
  api: WordPressApi,
  document: PublishableDocument,
  signal: AbortSignal,
): Promise<ConnectorResult<RemoteRef | null>> {
  const slugs = [document.slug];
  for (let number = 2; number <= SLUGS_MAX; number += 1) slugs.push(`${document.slug}-${number}`);
  for (const where of [{ slug: slugs.join(",") }, { search: markOf(document.key) }]) {
    const query = { ...where, status: "any", ...EDIT };
    const result = await api.call({ method: "GET", path: POSTS, query, signal });
    if (!result.ok) return result;
    if (result.value.status === 404) return NO_API;
    const posts = z.array(WordPressPost).safeParse(result.value.json);
    if (!posts.success) return strangeAnswer(WORDPRESS);
    const own = posts.data.find((post) =>
      post.content.raw.trimEnd().endsWith(markerOf(document.key)),
    );
    if (own !== undefined) return { ok: true, value: refOfPost(own) };
  }
  return { ok: true, value: null };
}

/** The post, or null when it was deleted or lies in the trash. */
async function readPost(
  api: WordPressApi,
  remote: RemoteRef,
  signal: AbortSignal,
): Promise<ConnectorResult<WordPressPost | null>> {
  const result = await api.call({ method: "GET", path: pathOf(remote), query: EDIT, signal });
  if (!result.ok) return result;
  const { status, json } = result.value;
  if (status === 404) return isPostMissing(json) ? { ok: true, value: null } : NO_API;
  const post = WordPressPost.safeParse(json);
  if (!post.success) return strangeAnswer(WORDPRESS);
  return { ok: true, value: post.data.status === "trash" ? null : post.data };
}

function isPostMissing(json: unknown): boolean {
  return z.object({ code: z.literal("rest_post_invalid_id") }).safeParse(json).success;
}

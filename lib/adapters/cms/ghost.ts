import { z } from "zod";
import { bodyOf, createGhostApi, GHOST, type GhostApi, headersFor } from "./ghost-api";
import { placeGhostImage } from "./ghost-image";
import {
  copyOfPost,
  dateForPublishing,
  GhostPost,
  lockOf,
  postFields,
  refOfPost,
  tagNameOf,
  tagSlugOf,
} from "./ghost-post";
import { failed } from "./http-outcome";
import { placeImages } from "./images";
import type {
  Connector,
  ConnectorContext,
  ConnectorResult,
  PublishableDocument,
  RemoteRef,
  RemoteState,
} from "./port";
import { timeOfVersion } from "./remote-state";
import { strangeAnswer } from "./send-json";
import type { ConnectorSettings } from "./settings";

const POSTS = "posts/";
const SHAPE = { formats: "html", include: "tags" };
/** Without `source=html` Ghost ignores the text. */
const SAVE = { source: "html", ...SHAPE };
const Posts = z.object({ posts: z.array(GhostPost) });

/**
 * Publishes posts over Ghost's Admin API with the key of a custom integration. An internal tag names the article, so
 * that a copy can be found again; `updated_at` is a lock, in whole seconds, and the texts are compared too. Tags are
 * sent on creation only, since Ghost replaces the whole list and a person may have added some.
 */
export function createGhostConnector(
  settings: ConnectorSettings,
  context: ConnectorContext,
): Connector {
  const api = createGhostApi(settings, context);

  async function put(
    post: GhostPost,
    fields: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<ConnectorResult<RemoteRef>> {
    const path = pathOf(post);
    const all = { ...fields, updated_at: post.updated_at };
    return savedRef(await api.call({ method: "PUT", path, query: SAVE, fields: all, signal }));
  }

  const withImages = (document: PublishableDocument, presentHtml: string, signal: AbortSignal) =>
    placeImages(document, (image) => placeGhostImage({ api, context, image, presentHtml, signal }));

  async function overwrite(
    post: GhostPost,
    document: PublishableDocument,
    state: RemoteState,
    signal: AbortSignal,
  ): Promise<ConnectorResult<RemoteRef>> {
    const placed = await withImages(document, post.html ?? "", signal);
    if (!placed.ok) return placed;
    const date = dateForPublishing(post, state, context.now());
    return put(post, { ...postFields(placed.value, state), ...date }, signal);
  }

  return {
    check: (signal) => check(api, signal),
    plan: (document, state, remote) => planOf(api, document, state, remote),
    findByKey: (document, signal) => findByKey(api, document, signal),
    create: async (document, state, signal) => {
      const placed = await withImages(document, "", signal);
      if (!placed.ok) return placed;
      const fields = creationFields(placed.value, state);
      return savedRef(await api.call({ method: "POST", path: POSTS, query: SAVE, fields, signal }));
    },
    update: async (remote, document, state, signal) => {
      const found = await readPost(api, remote, signal);
      if (!found.ok) return found;
      const { value: post } = found;
      if (post === null) return GONE;
      if (remote.lock !== null && remote.lock !== lockOf(post)) {
        const copy = copyOfPost(post, document, state, context.now());
        // An update whose answer was lost has moved the lock itself: the copy is then what was asked for.
        return copy.differences.length === 0 ? { ok: true, value: refOfPost(post) } : EDITED;
      }
      return overwrite(post, document, state, signal);
    },
    unpublish: async (remote, _document, signal) => {
      const found = await readPost(api, remote, signal);
      if (!found.ok) return found;
      const { value: post } = found;
      if (post === null) return { ok: true, value: remote };
      if (post.status === "draft") return { ok: true, value: refOfPost(post) };
      return put(post, { status: "draft" }, signal);
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
  "There is no Ghost Admin API at this address; use the address of the site's admin area.",
);
const GONE = failed("conflict", "The post was deleted at Ghost.");
const EDITED = failed("conflict", "The post was edited at Ghost since AutoInk last saw it.");

function pathOf({ id }: Pick<RemoteRef, "id">): string {
  return `${POSTS}${encodeURIComponent(id)}/`;
}

function creationFields(
  document: PublishableDocument,
  state: RemoteState,
): Readonly<Record<string, unknown>> {
  return { ...postFields(document, state), tags: [{ name: tagNameOf(document.key) }] };
}

function planOf(
  api: GhostApi,
  document: PublishableDocument,
  state: RemoteState,
  remote: RemoteRef | null,
): ReturnType<Connector["plan"]> {
  const method = remote === null ? "POST" : "PUT";
  const lock =
    remote === null || remote.lock === null ? {} : { updated_at: timeOfVersion(remote.lock) };
  const fields =
    remote === null ? creationFields(document, state) : { ...postFields(document, state), ...lock };
  return {
    method,
    url: api.urlOf({ path: remote === null ? POSTS : pathOf(remote), query: SAVE }),
    headers: headersFor(method),
    body: bodyOf(fields),
  };
}

function savedRef(result: Awaited<ReturnType<GhostApi["call"]>>): ConnectorResult<RemoteRef> {
  if (!result.ok) return result;
  if (result.value.status === 404) return NO_API;
  const [post] = Posts.safeParse(result.value.json).data?.posts ?? [];
  return post === undefined ? strangeAnswer(GHOST) : { ok: true, value: refOfPost(post) };
}

async function check(
  api: GhostApi,
  signal: AbortSignal,
): Promise<ConnectorResult<{ readonly detail: string }>> {
  const query = { limit: "1", ...SHAPE };
  const result = await api.call({ method: "GET", path: POSTS, query, signal });
  if (!result.ok) return result;
  if (result.value.status === 404) return NO_API;
  if (!Posts.safeParse(result.value.json).success) return strangeAnswer(GHOST);
  return { ok: true, value: { detail: "Connected to Ghost; the key is accepted." } };
}

async function findByKey(
  api: GhostApi,
  document: PublishableDocument,
  signal: AbortSignal,
): Promise<ConnectorResult<RemoteRef | null>> {
  const query = { filter: `tag:${tagSlugOf(document.key)}`, limit: "1", ...SHAPE };
  const result = await api.call({ method: "GET", path: POSTS, query, signal });
  if (!result.ok) return result;
  if (result.value.status === 404) return NO_API;
  const answer = Posts.safeParse(result.value.json);
  if (!answer.success) return strangeAnswer(GHOST);
  const [post] = answer.data.posts;
  return { ok: true, value: post === undefined ? null : refOfPost(post) };
}

/** The post, or null when it is gone. */
async function readPost(
  api: GhostApi,
  remote: RemoteRef,
  signal: AbortSignal,
): Promise<ConnectorResult<GhostPost | null>> {
  const result = await api.call({ method: "GET", path: pathOf(remote), query: SHAPE, signal });
  if (!result.ok) return result;
  const { status, json } = result.value;
  // Ghost says in JSON that a post is missing; another 404 is that of a site without Ghost.
  if (status === 404) return json === undefined ? NO_API : { ok: true, value: null };
  const [post] = Posts.safeParse(json).data?.posts ?? [];
  return post === undefined ? strangeAnswer(GHOST) : { ok: true, value: post };
}

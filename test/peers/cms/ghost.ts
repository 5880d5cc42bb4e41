import { createHmac, timingSafeEqual } from "node:crypto";
import { rewritten, slugFor } from "./ghost-html";
import {
  type CmsPeer,
  jsonObject,
  type PeerReply,
  type PeerRequest,
  startPeer,
} from "./peer-server";

export interface GhostPeerPost {
  readonly id: string;
  title: string;
  slug: string;
  html: string;
  status: string;
  custom_excerpt: string | null;
  meta_description: string | null;
  published_at: string | null;
  updated_at: string;
  tags: { name: string; slug: string }[];
}

export interface GhostPeer extends CmsPeer {
  readonly adminKey: string;
  readonly posts: GhostPeerPost[];
  /** The addresses of the images that were uploaded. Ghost itself has no such list. */
  readonly images: string[];
  /** What a person does in the editor: `updated_at` moves. */
  edit(id: string, change: Partial<GhostPeerPost>): void;
  remove(id: string): void;
}

interface GhostPeerSetting {
  /** Fields that this version of Ghost does not know: they are dropped without a word. */
  readonly drops?: readonly string[];
  /** All happens within one second, which is as exact as Ghost's clock is. */
  readonly isQuick?: boolean;
}

const KEY_ID = "0123456789abcdef01234567";
const SECRET = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const TOKEN_SECONDS_MAX = 300;
const EXCERPT_CHARS_MAX = 300;
const WRITABLE = [
  "title",
  "slug",
  "status",
  "custom_excerpt",
  "meta_description",
  "published_at",
] as const;

/** Plays Ghost's Admin API: checks the token, turns a taken slug into `-2`, drops unknown fields, collides on `updated_at`. */
export async function startGhostPeer(setting: GhostPeerSetting = {}): Promise<GhostPeer> {
  const posts: GhostPeerPost[] = [];
  const images: string[] = [];
  let tick = Date.UTC(2026, 0, 1);
  const now = (): string => {
    // Ghost keeps whole seconds; here each write has one of its own.
    if (setting.isQuick !== true) tick += 1000;
    return new Date(tick).toISOString();
  };

  function save(post: GhostPeerPost, fields: Record<string, unknown>, isHtml: boolean): PeerReply {
    const problem = problemOf(post, fields);
    if (problem !== null) return error(422, "ValidationError", problem);
    Object.assign(post, knownFields(fields, setting.drops ?? []));
    if (isHtml && typeof fields["html"] === "string") post.html = rewritten(fields["html"]);
    if (Array.isArray(fields["tags"])) post.tags = fields["tags"].map(tagOf);
    post.slug = freeSlug({ ...post, slug: slugFor(post.slug) });
    post.updated_at = now();
    return { status: 200, body: { posts: [view(post)] } };
  }

  function freeSlug(post: GhostPeerPost): string {
    const isTaken = (slug: string): boolean =>
      posts.some((other) => other.id !== post.id && other.slug === slug);
    if (!isTaken(post.slug)) return post.slug;
    let number = 2;
    while (isTaken(`${post.slug}-${number}`)) number += 1;
    return `${post.slug}-${number}`;
  }

  function create(fields: Record<string, unknown>, isHtml: boolean): PeerReply {
    const post: GhostPeerPost = {
      id: `65f0${String(posts.length + 1).padStart(20, "0")}`,
      title: "",
      slug: "untitled",
      html: "",
      status: "draft",
      custom_excerpt: null,
      meta_description: null,
      published_at: null,
      updated_at: now(),
      tags: [],
    };
    const reply = save(post, fields, isHtml);
    if (reply.status !== 200) return reply;
    posts.push(post);
    return { ...reply, status: 201 };
  }

  function update(
    post: GhostPeerPost,
    fields: Record<string, unknown>,
    isHtml: boolean,
  ): PeerReply {
    const lock = fields["updated_at"];
    if (lock === undefined) return error(422, "ValidationError", "updated_at is missing.");
    if (lock !== post.updated_at) return error(409, "UpdateCollisionError", "Saving failed!");
    return save(post, fields, isHtml);
  }

  function list(url: URL): PeerReply {
    const [, slug] = /^tag:(.+)$/.exec(url.searchParams.get("filter") ?? "") ?? [];
    const found = posts.filter(
      ({ tags }) => slug === undefined || tags.some((tag) => tag.slug === slug),
    );
    return { status: 200, body: { posts: found.map(view) } };
  }

  function handle(request: PeerRequest): PeerReply {
    const [, path] = /^\/ghost\/api\/admin\/(.+)$/.exec(request.url.pathname) ?? [];
    if (path === undefined) return { status: 404, body: "<!doctype html><title>Not found</title>" };
    const refusal = refusalOf(request);
    if (refusal !== null) return refusal;
    return routed(request, path);
  }

  function routed(request: PeerRequest, path: string): PeerReply {
    const { url, method, body } = request;
    const isHtml = url.searchParams.get("source") === "html";
    if (path === "posts/") return method === "POST" ? create(fieldsIn(body), isHtml) : list(url);
    if (path === "images/upload/" && method === "POST") return upload(request);
    return item(request, path, isHtml);
  }

  /** Reads the form as Ghost does: a file with a name, and `ref` comes back. */
  function upload({ headers, body }: PeerRequest): PeerReply {
    const [, boundary] = /boundary=(\S+)$/.exec(headers["content-type"] ?? "") ?? [];
    const [, name] = /name="file"; filename="([^"]+)"/.exec(body) ?? [];
    if (boundary === undefined || name === undefined || !body.endsWith(`--${boundary}--\r\n`)) {
      return error(422, "ValidationError", "Please select an image.");
    }
    const [, ref = null] = /name="ref"\r\n\r\n([^\r]*)/.exec(body) ?? [];
    const url = `http://127.0.0.1/content/images/2026/01/${name}`;
    images.push(url);
    return { status: 201, body: { images: [{ url, ref }] } };
  }

  function item({ method, body }: PeerRequest, path: string, isHtml: boolean): PeerReply {
    const post = posts.find(({ id }) => path === `posts/${id}/`);
    if (post === undefined) return error(404, "NotFoundError", "Post not found.");
    if (method === "PUT") return update(post, fieldsIn(body), isHtml);
    return { status: 200, body: { posts: [view(post)] } };
  }

  const peer = await startPeer(handle);
  return {
    ...peer,
    adminKey: `${KEY_ID}:${SECRET}`,
    posts,
    images,
    edit: (id, change) => {
      const post = posts.find((one) => one.id === id);
      if (post !== undefined) Object.assign(post, change, { updated_at: now() });
    },
    remove: (id) => {
      posts.splice(0, posts.length, ...posts.filter((one) => one.id !== id));
    },
  };
}

/** Fields that are not known are dropped without a word. */
function knownFields(
  fields: Record<string, unknown>,
  drops: readonly string[],
): Record<string, unknown> {
  const known = WRITABLE.filter((name) => !drops.includes(name) && fields[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, fields[name]]));
}

function problemOf(post: GhostPeerPost, fields: Record<string, unknown>): string | null {
  const excerpt = fields["custom_excerpt"];
  if (typeof excerpt === "string" && excerpt.length > EXCERPT_CHARS_MAX) {
    return "The excerpt is too long.";
  }
  const isBackwards = post.status === "published" && fields["status"] === "scheduled";
  return isBackwards ? "A published post can't be scheduled." : null;
}

function fieldsIn(body: string): Record<string, unknown> {
  const sent = jsonObject(body)["posts"];
  return Array.isArray(sent) ? jsonObject(JSON.stringify(sent[0])) : {};
}

/** Null when the token is one that Ghost takes: HS256 with the decoded secret, known key, audience, five minutes. */
function refusalOf({ headers }: PeerRequest): PeerReply | null {
  const [, token] = /^Ghost (.+)$/.exec(headers.authorization ?? "") ?? [];
  if (token === undefined) return error(403, "NoPermissionError", "Authorization failed.");
  const [head = "", claims = "", signature = ""] = token.split(".");
  const mac = createHmac("sha256", Buffer.from(SECRET, "hex")).update(`${head}.${claims}`).digest();
  const given = Buffer.from(signature, "base64url");
  const { alg, kid } = jsonObject(Buffer.from(head, "base64url").toString("utf8"));
  const { aud, exp, iat } = jsonObject(Buffer.from(claims, "base64url").toString("utf8"));
  const seconds = Date.now() / 1000;
  const isGood =
    given.length === mac.length &&
    timingSafeEqual(given, mac) &&
    alg === "HS256" &&
    kid === KEY_ID &&
    aud === "/admin/" &&
    Number(exp) > seconds &&
    Number(exp) - Number(iat) <= TOKEN_SECONDS_MAX;
  return isGood ? null : error(401, "UnauthorizedError", "Invalid token.");
}

function tagOf(tag: unknown): { name: string; slug: string } {
  const given = jsonObject(JSON.stringify(tag))["name"];
  const name = typeof given === "string" ? given : "";
  return { name, slug: name.replace(/^#/, "hash-").toLowerCase() };
}

function view(post: GhostPeerPost): unknown {
  return { ...post, url: `http://127.0.0.1/${post.slug}/` };
}

function error(status: number, type: string, message: string): PeerReply {
  return { status, body: { errors: [{ message, context: null, type, code: null }] } };
}

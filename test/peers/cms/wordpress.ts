import {
  type CmsPeer,
  jsonObject,
  type PeerReply,
  type PeerRequest,
  startPeer,
} from "./peer-server";
import { filteredContent, filteredLine, rendered, slugFor } from "./wordpress-text";

export interface WordPressPeerPost {
  readonly id: number;
  title: string;
  content: string;
  excerpt: string;
  slug: string;
  status: string;
  date_gmt: string;
  modified_gmt: string;
}

export interface WordPressPeer extends CmsPeer {
  readonly username: string;
  readonly password: string;
  readonly posts: WordPressPeerPost[];
  /** The media library: the slug is the file's name without its end. */
  readonly media: {
    readonly slug: string;
    readonly source_url: string;
    readonly alt_text: string;
    readonly type: string;
  }[];
  /** What a person does in the editor: the modification time moves. */
  edit(id: string, change: Partial<WordPressPeerPost>): void;
  /** A post that somebody else wrote. */
  addPost(slug: string, content: string): WordPressPeerPost;
}

interface WordPressPeerSetting {
  /** Without them, `/wp-json/` is a 404 page and `?rest_route=` works. */
  readonly hasPermalinks?: boolean;
  readonly hasApplicationPasswords?: boolean;
  readonly mayPublish?: boolean;
  /** Where it listens; a free port when left out. */
  readonly port?: number;
  /** An administrator's texts are kept as they are, scripts and all. */
  readonly isUnfiltered?: boolean;
  /** All happens within one second, which is as exact as WordPress' clock is. */
  readonly isQuick?: boolean;
}

const USERNAME = "writer";
const PASSWORD = "abcd EFGH 1234 ijkl MNOP 5678";
const WRITABLE = ["title", "content", "excerpt", "slug", "status", "date_gmt"] as const;
const INVALID_ID = error(404, "rest_post_invalid_id", "Invalid post ID.");

/** Plays WordPress' REST interface: duplicates get a number, unknown fields are ignored, texts are filtered, deleting is the trash. */
export async function startWordPressPeer(
  setting: WordPressPeerSetting = {},
): Promise<WordPressPeer> {
  const posts: WordPressPeerPost[] = [];
  const media: WordPressPeer["media"] = [];
  let tick = Date.UTC(2026, 0, 1);
  const now = (): string => {
    // WordPress keeps whole seconds; here each write has one of its own.
    if (setting.isQuick !== true) tick += 1000;
    return new Date(tick).toISOString().slice(0, 19);
  };

  function save(post: WordPressPeerPost, fields: Record<string, unknown>): void {
    for (const name of WRITABLE) {
      const value = fields[name];
      if (typeof value === "string") post[name] = keptAs(name, value);
    }
    post.status = statusOf(post);
    if (post.slug !== "") post.slug = freeSlug(post);
    post.modified_gmt = now();
  }

  function keptAs(name: (typeof WRITABLE)[number], value: string): string {
    if (name === "slug") return slugFor(value);
    if (setting.isUnfiltered === true) return value;
    if (name === "content") return filteredContent(value);
    return name === "title" || name === "excerpt" ? filteredLine(value) : value;
  }

  function freeSlug(post: WordPressPeerPost): string {
    const isTaken = (slug: string): boolean =>
      posts.some((other) => other.id !== post.id && other.slug === slug);
    if (!isTaken(post.slug)) return post.slug;
    let number = 2;
    while (isTaken(`${post.slug}-${number}`)) number += 1;
    return `${post.slug}-${number}`;
  }

  function create(fields: Record<string, unknown>): WordPressPeerPost {
    const date = now();
    const post = {
      id: posts.length + 1,
      title: "",
      content: "",
      excerpt: "",
      slug: "",
      status: "draft",
      date_gmt: date,
      modified_gmt: date,
    };
    posts.push(post);
    save(post, fields);
    return post;
  }

  function collection({ method, body }: PeerRequest, query: URLSearchParams): PeerReply {
    if (method === "POST") return { status: 201, body: view(create(jsonObject(body))) };
    const slugs = query.get("slug")?.split(",").map(slugFor);
    const words = query.get("search") ?? "";
    const isAny = query.get("status") === "any";
    const found = posts.filter(
      ({ slug, status, content }) =>
        slugs?.includes(slug) !== false &&
        content.includes(words) &&
        (isAny ? status !== "trash" : status === "publish"),
    );
    return { status: 200, body: found.map(view) };
  }

  function item({ method, body }: PeerRequest, id: string): PeerReply {
    const post = posts.find((one) => String(one.id) === id);
    if (post === undefined) return INVALID_ID;
    if (method === "POST") save(post, jsonObject(body));
    if (method === "DELETE") post.status = "trash";
    return { status: 200, body: view(post) };
  }

  function library(request: PeerRequest): PeerReply {
    if (request.method === "POST") return upload(request);
    const slug = request.url.searchParams.get("slug");
    return { status: 200, body: media.filter((one) => one.slug === slug) };
  }

  function upload({ headers, url, bytes }: PeerRequest): PeerReply {
    const [, name] = /filename="([^"]+)"/.exec(headers["content-disposition"] ?? "") ?? [];
    if (name === undefined) return error(400, "rest_upload_no_content_disposition", "No name.");
    // What is in the file counts, and the answer blames the site.
    if (!isPicture(bytes)) return error(500, "rest_upload_sideload_error", "Not this file type.");
    const [, stem = "", end = ""] = /^(.+)(\.\w+)$/.exec(name) ?? [];
    const taken = media.filter(({ slug }) => slug === stem || slug.startsWith(`${stem}-`)).length;
    const slug = taken === 0 ? stem : `${stem}-${taken}`;
    const item = {
      slug,
      source_url: `http://127.0.0.1/wp-content/uploads/${slug}${end}`,
      alt_text: url.searchParams.get("alt_text") ?? "",
      type: headers["content-type"] ?? "",
    };
    media.push(item);
    return { status: 201, body: item };
  }

  function handle(request: PeerRequest): PeerReply {
    const route = routeOf(request.url, setting);
    if (route === null) return { status: 404, body: "<!doctype html><title>Not found</title>" };
    if (route === "/") return { status: 200, body: indexOf(setting) };
    if (!isAuthorized(request)) return error(401, "rest_not_logged_in", "You are not logged in.");
    return authorized(request, route);
  }

  function authorized(request: PeerRequest, route: string): PeerReply {
    if (route === "/wp/v2/users/me") return { status: 200, body: meOf(setting) };
    if (route === "/wp/v2/posts") return collection(request, request.url.searchParams);
    if (route === "/wp/v2/media") return library(request);
    const [, id] = /^\/wp\/v2\/posts\/(\d+)$/.exec(route) ?? [];
    return id === undefined ? error(404, "rest_no_route", "No route.") : item(request, id);
  }

  const peer = await startPeer(handle, setting.port);
  return {
    ...peer,
    username: USERNAME,
    password: PASSWORD,
    posts,
    media,
    edit: (id, change) => {
      const post = posts.find((one) => String(one.id) === id);
      if (post !== undefined) Object.assign(post, change, { modified_gmt: now() });
    },
    addPost: (slug, content) => create({ slug, content, title: "Another", status: "publish" }),
  };
}

/** A date ahead makes "publish" a schedule, and a date that has passed makes a schedule a publication. */
function statusOf({ status, date_gmt }: WordPressPeerPost): string {
  if (status !== "publish" && status !== "future") return status;
  return Date.parse(`${date_gmt}Z`) > Date.now() ? "future" : "publish";
}

/** A PNG, a JPEG or a WebP by its first bytes. */
function isPicture(bytes: Uint8Array): boolean {
  return ["89504e47", "ffd8ff", "52494646"].some((magic) =>
    Buffer.from(bytes).toString("hex").startsWith(magic),
  );
}

function routeOf(url: URL, { hasPermalinks = true }: WordPressPeerSetting): string | null {
  if (!hasPermalinks) return url.searchParams.get("rest_route");
  return url.pathname.startsWith("/wp-json/") ? url.pathname.slice("/wp-json".length) : null;
}

function isAuthorized({ headers }: PeerRequest): boolean {
  const expected = Buffer.from(`${USERNAME}:${PASSWORD}`, "utf8").toString("base64");
  return headers.authorization === `Basic ${expected}`;
}

function indexOf(setting: WordPressPeerSetting): unknown {
  const authorization = "http://127.0.0.1/wp-admin/authorize-application.php";
  return {
    name: "A blog",
    authentication:
      setting.hasApplicationPasswords === false
        ? []
        : { "application-passwords": { endpoints: { authorization } } },
  };
}

function meOf({ mayPublish = true }: WordPressPeerSetting): unknown {
  return { id: 1, name: "Writer", capabilities: { edit_posts: true, publish_posts: mayPublish } };
}

function error(status: number, code: string, message: string): PeerReply {
  return { status, body: { code, message, data: { status } } };
}

function view(post: WordPressPeerPost): unknown {
  return {
    ...post,
    link: `http://127.0.0.1/${post.slug}/`,
    title: { raw: post.title, rendered: post.title },
    content: { raw: post.content, rendered: rendered(post.content), protected: false },
    excerpt: { raw: post.excerpt, rendered: post.excerpt },
  };
}

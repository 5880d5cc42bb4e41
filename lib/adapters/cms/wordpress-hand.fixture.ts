import type { WordPressPeer } from "@/test/peers/cms";
import { rendered } from "@/test/peers/cms/wordpress-text";
import { answers } from "@/test/real-cms/processes";
import type { RealWordPress } from "@/test/real-cms/types";
import { callWordPress } from "@/test/real-cms/wordpress-hand";
import type { Hand } from "./hand.fixture";

/** A hand at a peer of WordPress. */
export function handAtWordPressPeer(peer: WordPressPeer): Hand {
  const textOf = async (id: string): Promise<string> =>
    peer.posts.find((post) => String(post.id) === id)?.content ?? "";
  return {
    edit: async (id, { html, ...rest }) =>
      peer.edit(id, { ...rest, ...(html === undefined ? {} : { content: html }) }),
    takeOffline: async (id) => peer.edit(id, { status: "draft" }),
    remove: async (id) => peer.edit(id, { status: "trash" }),
    textOf,
    shown: async (id) => rendered(await textOf(id)),
    isPublic: async (id) => peer.posts.find((post) => String(post.id) === id)?.status === "publish",
    count: async () => peer.posts.filter(({ status }) => status !== "trash").length,
  };
}

interface Post {
  readonly content: { readonly raw: string; readonly rendered: string };
}

/** A hand at a WordPress that runs: the administrator's, who may edit what others wrote. */
export function handAtWordPress(site: RealWordPress): Hand {
  const call = (...rest: [method: "GET" | "POST" | "DELETE", path: string, fields?: unknown]) =>
    callWordPress(site, ...rest);
  const contentOf = async (id: string): Promise<Post["content"]> =>
    ((await (await call("GET", `/${id}?context=edit`)).json()) as Post).content;
  const put = async (id: string, fields: unknown): Promise<void> => {
    await call("POST", `/${id}`, fields);
  };
  return {
    edit: (id, { html, ...rest }) => put(id, { ...rest, content: html }),
    takeOffline: (id) => put(id, { status: "draft" }),
    remove: async (id) => {
      await call("DELETE", `/${id}`);
    },
    textOf: async (id) => (await contentOf(id)).raw,
    shown: async (id) => (await contentOf(id)).rendered,
    isPublic: (id) => answers(`${site.url}/wp-json/wp/v2/posts/${id}`),
    count: async () => {
      const answer = await call("GET", "?status=any&per_page=1&context=edit");
      return Number(answer.headers.get("x-wp-total"));
    },
  };
}

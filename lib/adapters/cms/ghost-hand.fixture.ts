import type { GhostPeer } from "@/test/peers/cms";
import { callGhost } from "@/test/real-cms/ghost-hand";
import { answers } from "@/test/real-cms/processes";
import type { RealGhost } from "@/test/real-cms/types";
import type { Hand } from "./hand.fixture";

/** A hand at a peer of Ghost. */
export function handAtGhostPeer(peer: GhostPeer): Hand {
  const textOf = async (id: string): Promise<string> =>
    peer.posts.find((post) => post.id === id)?.html ?? "";
  return {
    edit: async (id, change) => peer.edit(id, change),
    takeOffline: async (id) => peer.edit(id, { status: "draft" }),
    remove: async (id) => peer.remove(id),
    textOf,
    shown: textOf,
    isPublic: async (id) => peer.posts.find((post) => post.id === id)?.status === "published",
    count: async () => peer.posts.length,
  };
}

interface Posts {
  readonly posts: { readonly html: string; readonly slug: string; readonly updated_at: string }[];
  readonly meta?: { readonly pagination: { readonly total: number } };
}

/** A hand at a Ghost that runs, with a key of its own. */
export function handAtGhost({ url, handKey }: RealGhost): Hand {
  const call = async (
    method: "GET" | "PUT" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<Posts> => (await callGhost(url, handKey, method, path, body)) as Posts;
  const postOf = async (id: string): Promise<Posts["posts"][number]> => {
    const { posts } = await call("GET", `posts/${id}/?formats=html`);
    const [post] = posts;
    if (post === undefined) throw new Error("Ghost has no such post.");
    return post;
  };
  const put = async (id: string, fields: Readonly<Record<string, unknown>>): Promise<void> => {
    const { updated_at } = await postOf(id);
    await call("PUT", `posts/${id}/?source=html`, { posts: [{ ...fields, updated_at }] });
  };
  const textOf = async (id: string): Promise<string> => (await postOf(id)).html;
  return {
    edit: put,
    takeOffline: (id) => put(id, { status: "draft" }),
    remove: async (id) => {
      await call("DELETE", `posts/${id}/`);
    },
    textOf,
    shown: textOf,
    isPublic: async (id) => answers(`${url}/${(await postOf(id)).slug}/`),
    count: async () => (await call("GET", "posts/?limit=1")).meta?.pagination.total ?? 0,
  };
}

import { afterEach, beforeEach, expect, it } from "vitest";
import { newId } from "@/lib/platform/id";
import {
  createDestination,
  getPublication,
  type PublicationView,
  type PublishInput,
  publishArticle,
} from "@/lib/publishing";
import { drain } from "@/test/drive";
import { startWordPressPeer, type WordPressPeer } from "@/test/peers/cms";
import { givenApproved } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";

// Guarantee: what somebody changed at a destination is written over only by a request that says so.

const THEIRS = "<p>Changed by somebody.</p>";

let peer: WordPressPeer;
let world: World;
let articleId: string;
let choice: PublishInput;

beforeEach(async () => {
  peer = await startWordPressPeer();
  world = await givenWorkspace();
  const { id } = await createDestination(world.actor, newId(), {
    kind: "wordpress",
    name: "Blog",
    url: peer.url,
    credentials: { username: peer.username, application_password: peer.password },
  });
  choice = { destination_id: id, mode: "publish" };
  articleId = await givenApproved(world);
  expect((await publish({})).status).toBe("verified");
});
afterEach(() => peer.close());

async function publish(change: Partial<PublishInput>): Promise<PublicationView> {
  const { id } = await publishArticle(world.actor, articleId, { ...choice, ...change });
  await drain(world);
  return getPublication(world.actor, id);
}

/** The one post that readers can see. */
function copy() {
  const live = peer.posts.filter(({ status }) => status === "publish");
  const [post] = live;
  if (post === undefined || live.length > 1) throw new Error(`There are ${live.length} posts.`);
  return post;
}

function changeThere(): void {
  const post = copy();
  peer.edit(String(post.id), { content: `${THEIRS}\n<!-- autoink:${articleId} -->` });
}

it("keeps what somebody changed there when the request does not say to overwrite", async () => {
  changeThere();
  expect((await publish({})).status).toBe("conflict");
  expect((await publish({ overwrite: false })).status).toBe("conflict");
  expect(copy().content).toContain(THEIRS);
});

it("puts the approved text over the change when the request says so, in the same post", async () => {
  const before = copy();
  const approved = before.content;
  changeThere();
  await publish({});
  expect((await publish({ overwrite: true })).status).toBe("verified");
  expect(copy()).toMatchObject({ id: before.id, content: approved });
});

it("makes a post anew that was deleted there, when the request says so", async () => {
  const before = copy();
  peer.edit(String(before.id), { status: "trash", slug: `${before.slug}__trashed` });
  expect((await publish({})).status).toBe("conflict");
  expect((await publish({ overwrite: true })).status).toBe("verified");
  expect(copy().id).not.toBe(before.id);
});

it("stops at the next change again: the wish to overwrite is for one request", async () => {
  changeThere();
  await publish({ overwrite: true });
  changeThere();
  expect((await publish({})).status).toBe("conflict");
  expect(copy().content).toContain(THEIRS);
});

import { strFromU8, unzipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import {
  type CmsPeer,
  startGhostPeer,
  startWebhookPeer,
  startWordPressPeer,
} from "@/test/peers/cms";
import {
  connectorOf,
  DOCUMENT,
  ILLUSTRATED,
  IMAGE,
  IMAGE_BYTES,
  signal,
  valueIn,
} from "./connector.fixture";
import { downloadZip } from "./download";
import type { RemoteState } from "./port";

const PUBLISHED: RemoteState = { kind: "published" };
const DELETED = {
  ...DOCUMENT,
  images: [{ ...IMAGE, id: "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0003" }],
};
const open: CmsPeer[] = [];

afterEach(async () => {
  for (const peer of open.splice(0)) await peer.close();
});

async function wordPress() {
  const peer = await startWordPressPeer();
  open.push(peer);
  const { username, password } = peer;
  return {
    peer,
    connector: connectorOf("wordpress", peer, { username, application_password: password }),
  };
}

async function ghost() {
  const peer = await startGhostPeer();
  open.push(peer);
  return { peer, connector: connectorOf("ghost", peer, { admin_api_key: peer.adminKey }) };
}

describe.each([
  ["wordpress", wordPress, /wp-content\/uploads\/autoink-0199aaaa-\S+\.png/],
  ["ghost", ghost, /content\/images\/2026\/01\/autoink-0199aaaa-\S+\.png/],
] as const)("an image at %s", (_kind, given, address) => {
  const textOf = (setup: Awaited<ReturnType<typeof given>>): string => {
    const [post] = setup.peer.posts;
    if (post === undefined) return "";
    return "html" in post ? post.html : post.content;
  };
  const countOf = ({ peer }: Awaited<ReturnType<typeof given>>): number =>
    "media" in peer ? peer.media.length : peer.images.length;

  it("that is gone here stops the article before anything is sent", async () => {
    const setup = await given();
    const result = await setup.connector.create(DELETED, PUBLISHED, signal());
    expect(result).toMatchObject({ ok: false, failure: { kind: "rejected" } });
    expect(setup.peer.posts).toEqual([]);
  });

  it("that is refused there leaves no article without its image", async () => {
    const setup = await given();
    setup.peer.failNext("403", "POST");
    const result = await setup.connector.create(ILLUSTRATED, PUBLISHED, signal());
    expect(result).toMatchObject({ ok: false, failure: { kind: "misconfigured" } });
    expect(setup.peer.posts).toEqual([]);
  });

  it("whose answer was lost is an unknown outcome, and the repeat makes one article", async () => {
    const setup = await given();
    setup.peer.failNext("reset-after", "POST");
    const lost = await setup.connector.create(ILLUSTRATED, PUBLISHED, signal());
    expect(lost).toMatchObject({ ok: false, failure: { kind: "unknown" } });
    expect(valueIn(await setup.connector.findByKey(ILLUSTRATED, signal()))).toBeNull();
    valueIn(await setup.connector.create(ILLUSTRATED, PUBLISHED, signal()));
    expect(setup.peer.posts.length).toBe(1);
    // WordPress can be asked for the file; Ghost can't, and keeps the lost one unseen.
    expect(countOf(setup)).toBe("media" in setup.peer ? 1 : 2);
  });

  it("is sent once, and the text points at it after an update too", async () => {
    const setup = await given();
    const remote = valueIn(await setup.connector.create(ILLUSTRATED, PUBLISHED, signal()));
    expect(textOf(setup)).toMatch(address);
    const changed = { ...ILLUSTRATED, title: "Tea, trade and ships" };
    const updated = valueIn(await setup.connector.update(remote, changed, PUBLISHED, signal()));
    expect(textOf(setup)).toMatch(address);
    expect(textOf(setup)).not.toContain("/uploads/0199");
    expect(countOf(setup)).toBe(1);
    const copy = valueIn(await setup.connector.read(updated, changed, PUBLISHED, signal()));
    expect(copy?.differences).toEqual([]);
  });
});

describe("images elsewhere", () => {
  it("a webhook's receiver gets absolute addresses that it can copy from, the same each time", async () => {
    const peer = await startWebhookPeer();
    open.push(peer);
    const connector = connectorOf("webhook", peer, { secret: peer.secret }, "/hook");
    const { body } = connector.plan(ILLUSTRATED, PUBLISHED, null);
    const { data } = JSON.parse(body) as { data: Record<string, unknown> };
    expect(data["html"]).toContain(`<img src="${IMAGE.url}"`);
    expect(data["markdown"]).toContain(`![A ship](${IMAGE.url})`);
    expect(data["images"]).toEqual([
      { id: IMAGE.id, url: IMAGE.url, media_type: "image/png", alt: "A ship" },
    ]);
    expect(connector.plan(ILLUSTRATED, PUBLISHED, null).body).toBe(body);
  });

  it("the zip holds them as files, and all its texts point there", () => {
    const files = unzipSync(downloadZip(ILLUSTRATED, new Map([[IMAGE.id, IMAGE_BYTES]])));
    const name = `images/${IMAGE.id}.png`;
    expect(files[name]).toEqual(IMAGE_BYTES);
    const text = (file: string) => strFromU8(files[file] ?? new Uint8Array());
    expect(text("article.html")).toContain(`<img src="${name}"`);
    expect(text("article.md")).toContain(`![A ship](${name})`);
    expect(JSON.parse(text("article.json"))).toMatchObject({
      images: [{ file: name, alt: "A ship" }],
    });
  });
});

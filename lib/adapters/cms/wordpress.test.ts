import { afterEach, describe, expect, it } from "vitest";
import { startWordPressPeer, type WordPressPeer } from "@/test/peers/cms";
import { connectorOf, DOCUMENT, signal, valueIn } from "./connector.fixture";
import type { Connector, RemoteState } from "./port";

const PUBLISHED: RemoteState = { kind: "published" };
const open: WordPressPeer[] = [];

afterEach(async () => {
  for (const peer of open.splice(0)) await peer.close();
});

async function given(
  setting: Parameters<typeof startWordPressPeer>[0] = {},
  password?: string,
): Promise<{ peer: WordPressPeer; connector: Connector }> {
  const peer = await startWordPressPeer(setting);
  open.push(peer);
  const credentials = {
    username: peer.username,
    application_password: password ?? peer.password,
  };
  return { peer, connector: connectorOf("wordpress", peer, credentials) };
}

describe("the WordPress connector", () => {
  it.each([
    ["application passwords are off", { hasApplicationPasswords: false }, undefined, /https/],
    ["the account may not publish", { mayPublish: false }, undefined, /may not publish/],
    ["the password is wrong", {}, "nope", /credentials/],
  ])("check says when %s", async (_name, setting, password, sentence) => {
    const { connector } = await given(setting, password);
    expect(await connector.check(signal())).toMatchObject({
      failure: { kind: "misconfigured", message: expect.stringMatching(sentence) as string },
    });
  });

  it("check says when there is no WordPress at the address", async () => {
    const { peer } = await given();
    const connector = connectorOf("wordpress", peer, {}, "/blog");
    expect(await connector.check(signal())).toMatchObject({
      failure: {
        kind: "misconfigured",
        message: expect.stringMatching(/no WordPress REST interface/) as string,
      },
    });
  });

  it("works on a site without pretty permalinks", async () => {
    const { peer, connector } = await given({ hasPermalinks: false });
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    const copy = valueIn(await connector.read(remote, DOCUMENT, PUBLISHED, signal()));
    expect(copy?.differences).toEqual([]);
    expect(peer.posts).toHaveLength(1);
    expect(connector.plan(DOCUMENT, PUBLISHED, null).url).toContain("/?rest_route=");
  });

  it("does not adopt another post of the same name, and says that its own has another address", async () => {
    const { peer, connector } = await given();
    peer.addPost(DOCUMENT.slug, "<p>Somebody else's.</p>");
    expect(valueIn(await connector.findByKey(DOCUMENT, signal()))).toBeNull();
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    const copy = valueIn(await connector.read(remote, DOCUMENT, PUBLISHED, signal()));
    expect(copy?.differences).toEqual(['The address ends in "tea-and-trade-2".']);
    expect(valueIn(await connector.findByKey(DOCUMENT, signal()))?.id).toBe(remote.id);
  });

  it.each([
    [{ title: "Mine" }, "The title is another one."],
    [{ content: "<p>Mine.</p>" }, "The text is not the one that was sent."],
    [{ excerpt: "Mine" }, "The excerpt is another one."],
    [{ slug: "mine" }, 'The address ends in "mine".'],
    [{ status: "private" }, "It is unpublished there, and should be published."],
  ])("names the edit %j, and does not write over it", async (change, difference) => {
    const { peer, connector } = await given();
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    peer.edit(remote.id, change);
    const copy = valueIn(await connector.read(remote, DOCUMENT, PUBLISHED, signal()));
    expect(copy?.differences).toContain(difference);
    const again = await connector.update(remote, DOCUMENT, PUBLISHED, signal());
    expect(again).toMatchObject({ failure: { kind: "conflict" } });
    expect(peer.posts[0]).toMatchObject(change);
    const forced = { ...remote, lock: null };
    valueIn(await connector.update(forced, DOCUMENT, PUBLISHED, signal()));
    const after = valueIn(await connector.read(remote, DOCUMENT, PUBLISHED, signal()));
    expect(after?.differences).toEqual([]);
  });

  it("an edit in the second of our own write is a conflict", async () => {
    const { peer, connector } = await given({ isQuick: true });
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    peer.edit(remote.id, { content: "<p>Mine.</p>" });
    expect(await connector.update(remote, DOCUMENT, PUBLISHED, signal())).toMatchObject({
      failure: { kind: "conflict" },
    });
  });

  it("a schedule that came due at the site is no conflict", async () => {
    const { peer, connector } = await given({ isQuick: true });
    const later: RemoteState = { kind: "scheduled", at: new Date(Date.now() + 3_600_000) };
    const remote = valueIn(await connector.create(DOCUMENT, later, signal()));
    peer.edit(remote.id, { status: "publish" });
    const changed = { ...DOCUMENT, html: "<p>New.</p>" };
    valueIn(await connector.update(remote, changed, PUBLISHED, signal()));
  });

  it("a title and a description are text, also with the rights of an administrator", async () => {
    const { peer, connector } = await given({ isUnfiltered: true });
    const line = "<script>alert(1)</script> & more";
    const document = { ...DOCUMENT, title: line, description: line };
    const remote = valueIn(await connector.create(document, PUBLISHED, signal()));
    expect(peer.posts[0]).toMatchObject({
      title: "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more",
      excerpt: "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more",
    });
    const copy = valueIn(await connector.read(remote, document, PUBLISHED, signal()));
    expect(copy?.differences).toEqual([]);
  });

  it("a post in the trash is gone: nothing to read, a conflict to update, nothing to take off", async () => {
    const { peer, connector } = await given();
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    peer.edit(remote.id, { status: "trash" });
    expect(valueIn(await connector.read(remote, DOCUMENT, PUBLISHED, signal()))).toBeNull();
    expect(await connector.update(remote, DOCUMENT, PUBLISHED, signal())).toMatchObject({
      failure: { kind: "conflict" },
    });
    expect(valueIn(await connector.unpublish(remote, DOCUMENT, signal()))).toEqual(remote);
    const never = { ...remote, id: "999" };
    expect(valueIn(await connector.read(never, DOCUMENT, PUBLISHED, signal()))).toBeNull();
  });
});

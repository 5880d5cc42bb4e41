import { afterEach, describe, expect, it } from "vitest";
import { type GhostPeer, startGhostPeer } from "@/test/peers/cms";
import { connectorOf, DOCUMENT, guardedFetch, signal, valueIn } from "./connector.fixture";
import { createConnector } from "./index";
import type { Connector, RemoteState } from "./port";

const PUBLISHED: RemoteState = { kind: "published" };
const open: GhostPeer[] = [];

afterEach(async () => {
  for (const peer of open.splice(0)) await peer.close();
});

async function given(
  setting: Parameters<typeof startGhostPeer>[0] = {},
): Promise<{ peer: GhostPeer; connector: Connector }> {
  const peer = await startGhostPeer(setting);
  open.push(peer);
  return { peer, connector: connectorOf("ghost", peer, { admin_api_key: peer.adminKey }) };
}

describe("the Ghost connector", () => {
  it.each(["", "abc", "0123456789abcdef01234567", "0123456789abcdef01234567:xyz"])(
    "makes no call with the key %j",
    async (key) => {
      const { peer } = await given();
      const connector = connectorOf("ghost", peer, { admin_api_key: key });
      expect(await connector.check(signal())).toMatchObject({
        failure: {
          kind: "misconfigured",
          message: expect.stringMatching(/Admin API key/) as string,
        },
      });
      expect(peer.requests).toEqual([]);
    },
  );

  it.each([
    ["another secret", (key: string) => key.replace(/.$/, "0"), 0],
    ["a clock that is ten minutes slow", (key: string) => key, -600_000],
  ])("says that the credentials are not taken with %s", async (_name, change, offMs) => {
    const { peer } = await given();
    const settings = {
      url: peer.url,
      credentials: { admin_api_key: change(peer.adminKey) },
      options: {},
    };
    const connector = createConnector("ghost", settings, {
      fetch: guardedFetch(peer.port, "cms-publish"),
      now: () => new Date(Date.now() + offMs),
      readImage: async () => null,
    });
    expect(await connector.check(signal())).toMatchObject({ failure: { kind: "misconfigured" } });
  });

  it("never asks Ghost to send mail, and cuts the excerpt to what Ghost takes", async () => {
    const { peer, connector } = await given();
    const long = { ...DOCUMENT, description: "é".repeat(400) };
    const remote = valueIn(await connector.create(long, PUBLISHED, signal()));
    const copy = valueIn(await connector.read(remote, long, PUBLISHED, signal()));
    expect(copy?.differences).toEqual([]);
    expect(peer.posts[0]?.custom_excerpt).toHaveLength(300);
    for (const { url, body } of peer.requests)
      expect(`${url.href}${body}`).not.toContain("newsletter");
  });

  it("says which field Ghost dropped without a word", async () => {
    const { connector } = await given({ drops: ["meta_description"] });
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    const copy = valueIn(await connector.read(remote, DOCUMENT, PUBLISHED, signal()));
    expect(copy?.differences).toEqual(["The description for search engines is another one."]);
  });

  it("keeps the tags that a person added", async () => {
    const { peer, connector } = await given();
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    const added = { name: "News", slug: "news" };
    peer.edit(remote.id, { tags: [...(peer.posts[0]?.tags ?? []), added] });
    valueIn(await connector.update({ ...remote, lock: null }, DOCUMENT, PUBLISHED, signal()));
    expect(peer.posts[0]?.tags).toContainEqual(added);
  });

  it.each([
    [{ title: "Mine" }, "The title is another one."],
    [{ html: "<p>Mine.</p>" }, "The text is not the one that was sent."],
    [{ tags: [] }, "AutoInk's internal tag is gone."],
    [{ status: "draft" }, "It is draft there, and should be published."],
  ])("names the edit %j, and does not write over it", async (change, difference) => {
    const { peer, connector } = await given();
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    peer.edit(remote.id, change);
    const copy = valueIn(await connector.read(remote, DOCUMENT, PUBLISHED, signal()));
    expect(copy?.differences).toContain(difference);
    expect(await connector.update(remote, DOCUMENT, PUBLISHED, signal())).toMatchObject({
      failure: { kind: "conflict" },
    });
    expect(peer.posts[0]).toMatchObject(change);
  });

  it("an edit in the second of our own write is a conflict", async () => {
    const { peer, connector } = await given({ isQuick: true });
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    peer.edit(remote.id, { html: "<p>Mine.</p>" });
    expect(await connector.update(remote, DOCUMENT, PUBLISHED, signal())).toMatchObject({
      failure: { kind: "conflict" },
    });
  });

  it("an edit between the look and the write is a conflict", async () => {
    const { peer, connector } = await given();
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    peer.failNext("409", "PUT");
    expect(await connector.update(remote, DOCUMENT, PUBLISHED, signal())).toMatchObject({
      failure: { kind: "conflict" },
    });
  });

  it("refuses to schedule what is published, in Ghost's words", async () => {
    const { connector } = await given();
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    const later: RemoteState = { kind: "scheduled", at: new Date(Date.now() + 3_600_000) };
    expect(await connector.update(remote, DOCUMENT, later, signal())).toMatchObject({
      failure: { kind: "rejected", message: expect.stringMatching(/can't be scheduled/) as string },
    });
  });

  it("a deleted post is gone: nothing to read, a conflict to update, nothing to take off", async () => {
    const { peer, connector } = await given();
    const remote = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    peer.remove(remote.id);
    expect(valueIn(await connector.read(remote, DOCUMENT, PUBLISHED, signal()))).toBeNull();
    expect(await connector.update(remote, DOCUMENT, PUBLISHED, signal())).toMatchObject({
      failure: { kind: "conflict" },
    });
    expect(valueIn(await connector.unpublish(remote, DOCUMENT, signal()))).toEqual(remote);
  });
});

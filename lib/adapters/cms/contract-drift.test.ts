import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IMAGE, signal, valueIn } from "./connector.fixture";
import type { PublishableDocument, RemoteRef, RemoteState } from "./port";
import { type RemoteSetup, remoteTargets } from "./target.fixture";

const PUBLISHED: RemoteState = { kind: "published" };
const OTHER_IMAGE = 'src="http://127.0.0.1/other.png"';

const opened: RemoteSetup[] = [];

afterEach(async () => {
  for (const { peer } of opened.splice(0)) await peer.close();
});

interface Published {
  readonly setup: RemoteSetup;
  readonly document: PublishableDocument;
  readonly remote: RemoteRef;
}

type Change = (setup: RemoteSetup, id: string) => Promise<void>;

const changedText =
  (change: (html: string) => string): Change =>
  async ({ hand }, id) =>
    hand.edit(id, { html: change(await hand.textOf(id)) });

const EDITS: readonly [name: string, change: Change, difference: string][] = [
  ["a title", ({ hand }, id) => hand.edit(id, { title: "Mine" }), "The title is another one."],
  [
    "a word",
    changedText((html) => html.replace("salt", "sugar")),
    "The text is not the one that was sent.",
  ],
  [
    "an image for another",
    changedText((html) => html.replace(/src="[^"]*autoink[^"]*"/, OTHER_IMAGE)),
    "An image is missing, added or another one.",
  ],
  [
    "an image for none",
    changedText((html) => html.replace(/<img[^>]*>/, "")),
    "An image is missing, added or another one.",
  ],
  [
    "an image's description",
    changedText((html) => html.replace('alt="A ship"', 'alt="A boat"')),
    "The description of an image is another one.",
  ],
  ["the address", ({ hand }, id) => hand.edit(id, { slug: "mine" }), 'The address ends in "mine".'],
];

describe.each(remoteTargets())("what people change at $name", ({ missing, open }) => {
  beforeEach(({ skip }) => skip(missing !== null, missing ?? ""));

  async function given(): Promise<Published> {
    const setup = await open();
    opened.push(setup);
    const document = {
      ...setup.document,
      html: `${setup.document.html}<p><img src="${IMAGE.path}" alt="A ship"></p>`,
      images: [IMAGE],
    };
    const remote = valueIn(await setup.connector.create(document, PUBLISHED, signal()));
    const copy = valueIn(await setup.connector.read(remote, document, PUBLISHED, signal()));
    expect(copy?.differences).toEqual([]);
    return { setup, document, remote };
  }

  it.each(EDITS)(
    "%s is named, is a conflict even in the same second, and is written over only when asked",
    async (_name, change, difference) => {
      const { setup, document, remote } = await given();
      const { connector, hand } = setup;
      await change(setup, remote.id);
      const theirs = await hand.textOf(remote.id);
      const copy = valueIn(await connector.read(remote, document, PUBLISHED, signal()));
      expect(copy?.differences).toContain(difference);
      expect(await connector.update(remote, document, PUBLISHED, signal())).toMatchObject({
        failure: { kind: "conflict" },
      });
      expect(await hand.textOf(remote.id)).toBe(theirs);
      const forced = { ...remote, lock: null };
      valueIn(await connector.update(forced, document, PUBLISHED, signal()));
      const after = valueIn(await connector.read(remote, document, PUBLISHED, signal()));
      expect(after).toMatchObject({ id: remote.id, differences: [] });
      expect(await setup.copies()).toBe(1);
    },
  );

  it("taking it offline is named, and publishing again puts the same copy up", async () => {
    const { setup, document, remote } = await given();
    await setup.hand.takeOffline(remote.id);
    const copy = valueIn(await setup.connector.read(remote, document, PUBLISHED, signal()));
    expect(copy).toMatchObject({
      state: "draft",
      differences: ["It is draft there, and should be published."],
    });
    const forced = { ...remote, lock: null };
    valueIn(await setup.connector.update(forced, document, PUBLISHED, signal()));
    const after = valueIn(await setup.connector.read(remote, document, PUBLISHED, signal()));
    expect(after).toMatchObject({ id: remote.id, state: "published", differences: [] });
  });

  it("deleting it leaves nothing to read, to find or to take off, and a conflict to update", async () => {
    const { setup, document, remote } = await given();
    const { connector } = setup;
    await setup.hand.remove(remote.id);
    expect(valueIn(await connector.read(remote, document, PUBLISHED, signal()))).toBeNull();
    expect(valueIn(await connector.findByKey(document, signal()))).toBeNull();
    expect(await connector.update(remote, document, PUBLISHED, signal())).toMatchObject({
      failure: { kind: "conflict" },
    });
    expect(valueIn(await connector.unpublish(remote, document, signal()))).toEqual(remote);
    expect(await setup.copies()).toBe(0);
  });

  it("a copy that was moved to another address is still found by its key", async () => {
    const { setup, document, remote } = await given();
    await setup.hand.edit(remote.id, { slug: `moved-${document.slug}` });
    const found = valueIn(await setup.connector.findByKey(document, signal()));
    expect(found?.id).toBe(remote.id);
  });
});

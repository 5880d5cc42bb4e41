import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PeerFault } from "@/test/peers/cms";
import { signal, valueIn } from "./connector.fixture";
import type { ConnectorFailureKind, RemoteRef, RemoteState } from "./port";
import { type RemoteSetup, remoteTargets } from "./target.fixture";

const PUBLISHED: RemoteState = { kind: "published" };
const IN_AN_HOUR: RemoteState = { kind: "scheduled", at: new Date(Date.now() + 3_600_000) };
const HANG_MS = 150;

const opened: RemoteSetup[] = [];

afterEach(async () => {
  for (const { peer } of opened.splice(0)) await peer.close();
});

async function givenCopy(setup: RemoteSetup, state: RemoteState = PUBLISHED): Promise<RemoteRef> {
  return valueIn(await setup.connector.create(setup.document, state, signal()));
}

const READ_FAULTS: readonly [PeerFault, ConnectorFailureKind][] = [
  ["html-200", "misconfigured"],
  ["301", "misconfigured"],
  ["301-same-site", "misconfigured"],
  ["401", "misconfigured"],
  ["429", "rate_limited"],
  ["500", "unavailable"],
  ["reset-before", "unavailable"],
  ["reset-after", "unavailable"],
  ["hang", "unavailable"],
];

describe.each(remoteTargets())("a destination with copies: $name", ({ kind, missing, open }) => {
  const given = async (): Promise<RemoteSetup> => {
    const setup = await open();
    opened.push(setup);
    return setup;
  };
  beforeEach(({ skip }) => skip(missing !== null, missing ?? ""));

  it.each(READ_FAULTS)(
    "a read, a lookup and a check that meet %s are %s",
    async (fault, expected) => {
      const setup = await given();
      const remote = await givenCopy(setup);
      const limit = (): AbortSignal => (fault === "hang" ? AbortSignal.timeout(HANG_MS) : signal());
      for (const call of [
        () => setup.connector.read(remote, setup.document, PUBLISHED, limit()),
        () => setup.connector.findByKey(setup.document, limit()),
        () => setup.connector.check(limit()),
      ]) {
        setup.peer.failNext(fault);
        const result = await call();
        expect(result).toMatchObject({ ok: false, failure: { kind: expected } });
        for (const secret of setup.secrets) expect(JSON.stringify(result)).not.toContain(secret);
      }
    },
  );

  it("a login page in place of the answer to a create is named", async () => {
    const setup = await given();
    setup.peer.failNext("html-200", "POST");
    expect(await setup.connector.create(setup.document, PUBLISHED, signal())).toMatchObject({
      failure: {
        kind: "misconfigured",
        message: expect.stringMatching(/firewall|login/) as string,
      },
    });
  });

  it("updates in place and reads back the same", async () => {
    const setup = await given();
    const remote = await givenCopy(setup);
    const changed = { ...setup.document, title: "Tea, again", html: "<p>New.</p>", revision: 4 };
    const next = valueIn(await setup.connector.update(remote, changed, PUBLISHED, signal()));
    expect(next.id).toBe(remote.id);
    expect(next.lock).not.toBe(remote.lock);
    expect(await setup.copies()).toBe(1);
    const copy = valueIn(await setup.connector.read(next, changed, PUBLISHED, signal()));
    expect(copy?.differences).toEqual([]);
  });

  it("an update whose answer was lost is no conflict when it is made again", async () => {
    const setup = await given();
    const remote = await givenCopy(setup);
    const changed = { ...setup.document, html: "<p>New.</p>" };
    setup.peer.failNext("reset-after", kind === "ghost" ? "PUT" : "POST");
    expect(await setup.connector.update(remote, changed, PUBLISHED, signal())).toMatchObject({
      failure: { kind: "unknown" },
    });
    valueIn(await setup.connector.update(remote, changed, PUBLISHED, signal()));
  });

  it("publishes at once what was scheduled", async () => {
    const setup = await given();
    const remote = await givenCopy(setup, IN_AN_HOUR);
    const next = valueIn(await setup.connector.update(remote, setup.document, PUBLISHED, signal()));
    const copy = valueIn(await setup.connector.read(next, setup.document, PUBLISHED, signal()));
    expect(copy).toMatchObject({ state: "published", differences: [] });
  });

  it("takes a copy off, and taking it off again changes nothing", async () => {
    const setup = await given();
    const remote = await givenCopy(setup);
    const off = valueIn(await setup.connector.unpublish(remote, setup.document, signal()));
    const copy = valueIn(
      await setup.connector.read(off, setup.document, { kind: "draft" }, signal()),
    );
    expect(copy).toMatchObject({ state: "draft", differences: [] });
    expect(valueIn(await setup.connector.unpublish(off, setup.document, signal()))).toEqual(off);
  });

  it.each<[string, RemoteState]>([
    ["a draft", { kind: "draft" }],
    ["scheduled", IN_AN_HOUR],
  ])("what is %s shows to nobody before it is published, in place", async (_name, state) => {
    const setup = await given();
    const remote = await givenCopy(setup, state);
    expect(await setup.hand.isPublic(remote.id)).toBe(false);
    const next = valueIn(await setup.connector.update(remote, setup.document, PUBLISHED, signal()));
    expect(next.id).toBe(remote.id);
    expect(await setup.hand.isPublic(remote.id)).toBe(true);
    valueIn(await setup.connector.unpublish(next, setup.document, signal()));
    expect(await setup.hand.isPublic(remote.id)).toBe(false);
    expect(await setup.copies()).toBe(1);
  });

  it("a draft can be scheduled, put off, and made a draft again", async () => {
    const setup = await given();
    const { connector, document } = setup;
    const inADay: RemoteState = { kind: "scheduled", at: new Date(Date.now() + 86_400_000) };
    let remote = await givenCopy(setup, { kind: "draft" });
    for (const state of [IN_AN_HOUR, inADay, { kind: "draft" } as const]) {
      remote = valueIn(await connector.update(remote, document, state, signal()));
      const copy = valueIn(await connector.read(remote, document, state, signal()));
      expect(copy).toMatchObject({ state: state.kind, differences: [] });
      expect(await setup.hand.isPublic(remote.id)).toBe(false);
    }
  });

  it("finds no copy where there is none", async () => {
    const setup = await given();
    expect(valueIn(await setup.connector.findByKey(setup.document, signal()))).toBeNull();
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { type PeerFault, RETRY_AFTER_SECONDS } from "@/test/peers/cms";
import {
  DOCUMENT,
  guardedFetch,
  type Kind,
  type Setup,
  setUp,
  signal,
  valueIn,
} from "./connector.fixture";
import { createConnector } from "./index";
import type { ConnectorFailureKind, RemoteRef, RemoteState } from "./port";

const PUBLISHED: RemoteState = { kind: "published" };
const IN_AN_HOUR: RemoteState = { kind: "scheduled", at: new Date(Date.now() + 3_600_000) };
const HANG_MS = 150;

const open: Setup[] = [];

async function given(kind: Kind): Promise<Setup> {
  const setup = await setUp(kind);
  open.push(setup);
  return setup;
}

afterEach(async () => {
  for (const { peer } of open.splice(0)) await peer.close();
});

async function givenCopy(setup: Setup, state: RemoteState = PUBLISHED): Promise<RemoteRef> {
  return valueIn(await setup.connector.create(DOCUMENT, state, signal()));
}

const WRITE_FAULTS: readonly [PeerFault, ConnectorFailureKind, RegExp][] = [
  ["301", "misconfigured", /new address/],
  ["301-same-site", "misconfigured", /new address/],
  ["401", "misconfigured", /credentials/],
  ["403", "misconfigured", /right to publish/],
  ["409", "conflict", /changed/],
  ["422-echo", "rejected", /did not take/],
  ["429", "rate_limited", /no more requests/],
  ["500", "unknown", /may have done/],
  ["reset-before", "unknown", /may have done/],
  ["reset-after", "unknown", /may have done/],
  ["hang", "unknown", /may have done/],
];

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

describe.each<Kind>(["webhook", "wordpress", "ghost"])("every connector: %s", (kind) => {
  it.each(WRITE_FAULTS)("a create that meets %s is %s", async (fault, expected, sentence) => {
    const setup = await given(kind);
    setup.peer.failNext(fault, "POST");
    const limit = fault === "hang" ? AbortSignal.timeout(HANG_MS) : signal();
    const result = await setup.connector.create(DOCUMENT, PUBLISHED, limit);
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: expected, message: expect.stringMatching(sentence) as string },
    });
    for (const secret of setup.secrets) expect(JSON.stringify(result)).not.toContain(secret);
    expect(setup.copies()).toBe(fault === "reset-after" ? 1 : 0);
  });

  it("passes on how long to wait", async () => {
    const setup = await given(kind);
    setup.peer.failNext("429");
    const result = await setup.connector.create(DOCUMENT, PUBLISHED, signal());
    expect(result).toMatchObject({ failure: { retryAfterMs: RETRY_AFTER_SECONDS * 1000 } });
  });

  it("does not call an address that the guard refuses", async () => {
    const setup = await given(kind);
    const other = await given(kind);
    const credentials = {
      secret: "s",
      username: "u",
      application_password: "p",
      admin_api_key: `${"a".repeat(24)}:${"b".repeat(64)}`,
    };
    const connector = createConnector(
      kind,
      { url: other.peer.url, credentials, options: {} },
      {
        fetch: guardedFetch(setup.peer.port, kind === "webhook" ? "webhook" : "cms-publish"),
        now: () => new Date(),
        readImage: async () => null,
      },
    );
    const result = await connector.create(DOCUMENT, PUBLISHED, signal());
    expect(result).toMatchObject({ ok: false, failure: { kind: "refused" } });
    expect(other.peer.requests).toEqual([]);
  });

  it("is unavailable, not unknown, when nobody listens", async () => {
    const setup = await setUp(kind);
    await setup.peer.close();
    const result = await setup.connector.create(DOCUMENT, PUBLISHED, signal());
    expect(result).toMatchObject({ ok: false, failure: { kind: "unavailable" } });
  });

  it("a create whose answer was lost is not made twice", async () => {
    const setup = await given(kind);
    setup.peer.failNext("reset-after", "POST");
    expect(await setup.connector.create(DOCUMENT, PUBLISHED, signal())).toMatchObject({
      ok: false,
    });
    const found = valueIn(await setup.connector.findByKey(DOCUMENT, signal()));
    const remote =
      found === null
        ? await givenCopy(setup)
        : valueIn(await setup.connector.update(found, DOCUMENT, PUBLISHED, signal()));
    expect(setup.copies()).toBe(1);
    const copy = valueIn(await setup.connector.read(remote, DOCUMENT, PUBLISHED, signal()));
    expect(copy?.differences).toEqual([]);
  });

  it.each<[string, RemoteState]>([
    ["published", PUBLISHED],
    ["a draft", { kind: "draft" }],
    ["scheduled", IN_AN_HOUR],
  ])("what was created as %s reads back the same", async (_name, state) => {
    const setup = await given(kind);
    const remote = await givenCopy(setup, state);
    const copy = valueIn(await setup.connector.read(remote, DOCUMENT, state, signal()));
    expect(copy).toMatchObject({ state: state.kind, differences: [] });
  });

  it("shows the request that it sends, without secrets", async () => {
    const setup = await given(kind);
    const plan = setup.connector.plan(DOCUMENT, PUBLISHED, null);
    await givenCopy(setup);
    const sent = setup.peer.requests.find(({ method }) => method === "POST");
    expect(sent?.body).toBe(plan.body);
    expect(`${sent?.url.pathname}${sent?.url.search}`).toBe(plan.url.slice(setup.peer.url.length));
    for (const secret of setup.secrets) expect(JSON.stringify(plan)).not.toContain(secret);
    expect(JSON.stringify(plan.headers).toLowerCase()).not.toContain("authorization");
  });

  it("says that the connection is right when it is", async () => {
    const setup = await given(kind);
    expect(valueIn(await setup.connector.check(signal())).detail).not.toBe("");
    expect(setup.copies()).toBe(0);
  });
});

describe.each<"wordpress" | "ghost">(["wordpress", "ghost"])(
  "a destination with copies: %s",
  (kind) => {
    it.each(READ_FAULTS)(
      "a read, a lookup and a check that meet %s are %s",
      async (fault, expected) => {
        const setup = await given(kind);
        const remote = await givenCopy(setup);
        const limit = (): AbortSignal =>
          fault === "hang" ? AbortSignal.timeout(HANG_MS) : signal();
        for (const call of [
          () => setup.connector.read(remote, DOCUMENT, PUBLISHED, limit()),
          () => setup.connector.findByKey(DOCUMENT, limit()),
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
      const setup = await given(kind);
      setup.peer.failNext("html-200", "POST");
      expect(await setup.connector.create(DOCUMENT, PUBLISHED, signal())).toMatchObject({
        failure: {
          kind: "misconfigured",
          message: expect.stringMatching(/firewall|login/) as string,
        },
      });
    });

    it("updates in place and reads back the same", async () => {
      const setup = await given(kind);
      const remote = await givenCopy(setup);
      const changed = { ...DOCUMENT, title: "Tea, again", html: "<p>New.</p>", revision: 4 };
      const next = valueIn(await setup.connector.update(remote, changed, PUBLISHED, signal()));
      expect(next.id).toBe(remote.id);
      expect(next.lock).not.toBe(remote.lock);
      expect(setup.copies()).toBe(1);
      const copy = valueIn(await setup.connector.read(next, changed, PUBLISHED, signal()));
      expect(copy?.differences).toEqual([]);
    });

    it("an update whose answer was lost is no conflict when it is made again", async () => {
      const setup = await given(kind);
      const remote = await givenCopy(setup);
      const changed = { ...DOCUMENT, html: "<p>New.</p>" };
      setup.peer.failNext("reset-after", kind === "ghost" ? "PUT" : "POST");
      expect(await setup.connector.update(remote, changed, PUBLISHED, signal())).toMatchObject({
        failure: { kind: "unknown" },
      });
      valueIn(await setup.connector.update(remote, changed, PUBLISHED, signal()));
    });

    it("publishes at once what was scheduled", async () => {
      const setup = await given(kind);
      const remote = await givenCopy(setup, IN_AN_HOUR);
      const next = valueIn(await setup.connector.update(remote, DOCUMENT, PUBLISHED, signal()));
      const copy = valueIn(await setup.connector.read(next, DOCUMENT, PUBLISHED, signal()));
      expect(copy).toMatchObject({ state: "published", differences: [] });
    });

    it("takes a copy off, and taking it off again changes nothing", async () => {
      const setup = await given(kind);
      const remote = await givenCopy(setup);
      const off = valueIn(await setup.connector.unpublish(remote, DOCUMENT, signal()));
      const copy = valueIn(await setup.connector.read(off, DOCUMENT, { kind: "draft" }, signal()));
      expect(copy).toMatchObject({ state: "draft", differences: [] });
      expect(valueIn(await setup.connector.unpublish(off, DOCUMENT, signal()))).toEqual(off);
    });

    it("finds no copy where there is none", async () => {
      const setup = await given(kind);
      expect(valueIn(await setup.connector.findByKey(DOCUMENT, signal()))).toBeNull();
    });
  },
);

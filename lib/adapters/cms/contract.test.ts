import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PeerFault, RETRY_AFTER_SECONDS } from "@/test/peers/cms";
import { guardedFetch, signal, valueIn } from "./connector.fixture";
import { createConnector } from "./index";
import type { ConnectorFailureKind, RemoteRef, RemoteState } from "./port";
import { type Setup, targets } from "./target.fixture";

const PUBLISHED: RemoteState = { kind: "published" };
const IN_AN_HOUR: RemoteState = { kind: "scheduled", at: new Date(Date.now() + 3_600_000) };
const HANG_MS = 150;

const opened: Setup[] = [];

afterEach(async () => {
  for (const { peer } of opened.splice(0)) await peer.close();
});

async function givenCopy(setup: Setup, state: RemoteState = PUBLISHED): Promise<RemoteRef> {
  return valueIn(await setup.connector.create(setup.document, state, signal()));
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

describe.each(targets())("every connector: $name", ({ kind, missing, open }) => {
  const given = async (): Promise<Setup> => {
    const setup = await open();
    opened.push(setup);
    return setup;
  };
  beforeEach(({ skip }) => skip(missing !== null, missing ?? ""));

  it.each(WRITE_FAULTS)("a create that meets %s is %s", async (fault, expected, sentence) => {
    const setup = await given();
    setup.peer.failNext(fault, "POST");
    const limit = fault === "hang" ? AbortSignal.timeout(HANG_MS) : signal();
    const result = await setup.connector.create(setup.document, PUBLISHED, limit);
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: expected, message: expect.stringMatching(sentence) as string },
    });
    for (const secret of setup.secrets) expect(JSON.stringify(result)).not.toContain(secret);
    expect(await setup.copies()).toBe(fault === "reset-after" ? 1 : 0);
  });

  it("passes on how long to wait", async () => {
    const setup = await given();
    setup.peer.failNext("429");
    const result = await setup.connector.create(setup.document, PUBLISHED, signal());
    expect(result).toMatchObject({ failure: { retryAfterMs: RETRY_AFTER_SECONDS * 1000 } });
  });

  it("does not call an address that the guard refuses", async () => {
    const setup = await given();
    const other = await given();
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
    const result = await connector.create(setup.document, PUBLISHED, signal());
    expect(result).toMatchObject({ ok: false, failure: { kind: "refused" } });
    expect(other.peer.requests).toEqual([]);
  });

  it("is unavailable, not unknown, when nobody listens", async () => {
    const setup = await open();
    await setup.peer.close();
    const result = await setup.connector.create(setup.document, PUBLISHED, signal());
    expect(result).toMatchObject({ ok: false, failure: { kind: "unavailable" } });
  });

  it("a create whose answer was lost is not made twice", async () => {
    const setup = await given();
    setup.peer.failNext("reset-after", "POST");
    expect(await setup.connector.create(setup.document, PUBLISHED, signal())).toMatchObject({
      ok: false,
    });
    const found = valueIn(await setup.connector.findByKey(setup.document, signal()));
    const remote =
      found === null
        ? await givenCopy(setup)
        : valueIn(await setup.connector.update(found, setup.document, PUBLISHED, signal()));
    expect(await setup.copies()).toBe(1);
    const copy = valueIn(await setup.connector.read(remote, setup.document, PUBLISHED, signal()));
    expect(copy?.differences).toEqual([]);
  });

  it.each<[string, RemoteState]>([
    ["published", PUBLISHED],
    ["a draft", { kind: "draft" }],
    ["scheduled", IN_AN_HOUR],
  ])("what was created as %s reads back the same", async (_name, state) => {
    const setup = await given();
    const remote = await givenCopy(setup, state);
    const copy = valueIn(await setup.connector.read(remote, setup.document, state, signal()));
    expect(copy).toMatchObject({ state: state.kind, differences: [] });
  });

  it("shows the request that it sends, without secrets", async () => {
    const setup = await given();
    const plan = setup.connector.plan(setup.document, PUBLISHED, null);
    await givenCopy(setup);
    const sent = setup.peer.requests.find(({ method }) => method === "POST");
    expect(sent?.body).toBe(plan.body);
    expect(`${sent?.url.pathname}${sent?.url.search}`).toBe(plan.url.slice(setup.peer.url.length));
    for (const secret of setup.secrets) expect(JSON.stringify(plan)).not.toContain(secret);
    expect(JSON.stringify(plan.headers).toLowerCase()).not.toContain("authorization");
  });

  it("says that the connection is right when it is", async () => {
    const setup = await given();
    expect(valueIn(await setup.connector.check(signal())).detail).not.toBe("");
    expect(await setup.copies()).toBe(0);
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { startWebhookPeer, type WebhookPeer } from "@/test/peers/cms";
import { connectorOf, DOCUMENT, signal, valueIn } from "./connector.fixture";
import type { Connector, RemoteState } from "./port";

const PUBLISHED: RemoteState = { kind: "published" };
const open: WebhookPeer[] = [];

afterEach(async () => {
  for (const peer of open.splice(0)) await peer.close();
});

async function given(secret?: string): Promise<{ peer: WebhookPeer; connector: Connector }> {
  const peer = await startWebhookPeer();
  open.push(peer);
  return { peer, connector: connectorOf("webhook", peer, { secret: secret ?? peer.secret }) };
}

describe("the webhook connector", () => {
  it("sends nothing without a secret", async () => {
    const { peer, connector } = await given("");
    const result = await connector.create(DOCUMENT, PUBLISHED, signal());
    expect(result).toMatchObject({ failure: { kind: "misconfigured" } });
    expect(await connector.check(signal())).toMatchObject({ ok: false });
    expect(peer.requests).toEqual([]);
  });

  it("with another secret is not taken", async () => {
    const { peer, connector } = await given("another secret");
    const result = await connector.create(DOCUMENT, PUBLISHED, signal());
    expect(result).toMatchObject({ failure: { kind: "misconfigured" } });
    expect(peer.received).toEqual([]);
  });

  it("sends every event signed, and publishing the same revision again after a takedown is new", async () => {
    const { peer, connector } = await given();
    const first = valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    const off = valueIn(await connector.unpublish(first, DOCUMENT, signal()));
    const again = valueIn(await connector.update(off, DOCUMENT, PUBLISHED, signal()));
    const offAgain = valueIn(await connector.unpublish(again, DOCUMENT, signal()));
    valueIn(await connector.update(offAgain, DOCUMENT, PUBLISHED, signal()));
    expect(peer.received.map(({ type }) => type)).toEqual([
      "article.published",
      "article.unpublished",
      "article.updated",
      "article.unpublished",
      "article.updated",
    ]);
    expect(peer.received[0]?.data).toMatchObject({ key: DOCUMENT.key, slug: DOCUMENT.slug });
    expect(first.id).toBe(DOCUMENT.key);
  });

  it("repeats the same bytes under the same id", async () => {
    const { peer, connector } = await given();
    valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    valueIn(await connector.create(DOCUMENT, PUBLISHED, signal()));
    expect(peer.received).toHaveLength(1);
    expect(peer.requests[1]?.body).toBe(peer.requests[0]?.body);
  });
});

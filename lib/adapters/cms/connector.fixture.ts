import { createSafenet, parseOperatorRules, SafenetError } from "@/lib/safenet";
import type { CmsPeer } from "@/test/peers/cms";
import { startGhostPeer, startWebhookPeer, startWordPressPeer } from "@/test/peers/cms";
import { type ConnectorSettings, createConnector } from "./index";
import {
  type Connector,
  type ConnectorFetch,
  ConnectorFetchError,
  type ConnectorResult,
  type PublishableDocument,
} from "./port";

export type Kind = "webhook" | "wordpress" | "ghost";

/** A connector before a peer of its kind. */
export interface Setup {
  readonly peer: CmsPeer;
  readonly connector: Connector;
  /** How many copies, or messages, the destination has. */
  copies(): number;
  /** Every text that no message and no plan may hold. */
  readonly secrets: readonly string[];
}

export const DOCUMENT: PublishableDocument = {
  key: "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001",
  title: "Tea & trade",
  slug: "tea-and-trade",
  description: "How tea came to town.",
  html: '<h2 id="a">Start</h2>\n<p>Tea &amp; salt.<sup><a href="#s1">1</a></sup></p><section><ul><li>Source</li></ul></section>',
  markdown: "## Start\n\nTea & salt.[^1]\n",
  images: [],
  language: "en",
  authorName: "A team",
  revision: 3,
  revisionHash: "ab".repeat(32),
};

export const IMAGE = {
  id: "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0002",
  path: "/uploads/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0002",
  url: "http://localhost:3000/uploads/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0002?key=k",
  mediaType: "image/png",
  extension: "png",
  alt: "A ship",
};
export const IMAGE_BYTES = new TextEncoder().encode("the bytes of a ship");

/** The same article with an image in it. */
export const ILLUSTRATED: PublishableDocument = {
  ...DOCUMENT,
  html: `${DOCUMENT.html}<p><img src="${IMAGE.path}" alt="A ship"></p>`,
  markdown: `${DOCUMENT.markdown}\n![A ship](${IMAGE.path})\n`,
  images: [IMAGE],
};

/** The guarded fetch that the product builds, with one rule for the peer's port. */
export function guardedFetch(port: number, purpose: "cms-publish" | "webhook"): ConnectorFetch {
  const net = createSafenet({
    operator: parseOperatorRules(`127.0.0.1:${port}`),
    audit: () => undefined,
  });
  return async (url, init) => {
    try {
      return await net.safeFetch(url, { purpose, ...init });
    } catch (error) {
      if (!(error instanceof SafenetError)) throw error;
      throw new ConnectorFetchError(sendingOf(error), error.publicMessage, error);
    }
  };
}

function sendingOf(error: SafenetError): ConnectorFetchError["kind"] {
  if (error.kind === "refused") return "refused";
  return error.sent ? "no_answer" : "not_sent";
}

/** A connector of a kind for a peer. */
export function connectorOf(
  kind: Kind,
  peer: CmsPeer,
  credentials: ConnectorSettings["credentials"],
  path = "",
): Connector {
  const fetch = guardedFetch(peer.port, kind === "webhook" ? "webhook" : "cms-publish");
  const settings = { url: `${peer.url}${path}`, credentials, options: {} };
  return createConnector(kind, settings, {
    fetch,
    now: () => new Date(),
    readImage: async (id) => (id === IMAGE.id ? IMAGE_BYTES : null),
  });
}

/** Starts the peer of a kind and a connector for it. */
export async function setUp(kind: Kind): Promise<Setup> {
  switch (kind) {
    case "webhook": {
      const peer = await startWebhookPeer();
      const connector = connectorOf(kind, peer, { secret: peer.secret }, "/hook");
      return { peer, connector, copies: () => peer.received.length, secrets: [peer.secret] };
    }
    case "wordpress": {
      const peer = await startWordPressPeer();
      const { username, password } = peer;
      const connector = connectorOf(kind, peer, { username, application_password: password });
      const basic = Buffer.from(`${username}:${password}`).toString("base64");
      return { peer, connector, copies: () => peer.posts.length, secrets: [password, basic] };
    }
    case "ghost": {
      const peer = await startGhostPeer();
      const connector = connectorOf(kind, peer, { admin_api_key: peer.adminKey });
      const [, secret = "?"] = peer.adminKey.split(":");
      return { peer, connector, copies: () => peer.posts.length, secrets: [secret, "eyJ"] };
    }
    default:
      return kind satisfies never;
  }
}

/** A limit that only a broken test reaches. */
export function signal(): AbortSignal {
  return AbortSignal.timeout(5_000);
}

/** The value of a result that must be a good one. */
export function valueIn<Value>(result: ConnectorResult<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}`);
  return result.value;
}

import { createSafenet, parseOperatorRules, SafenetError } from "@/lib/safenet";
import type { CmsPeer } from "@/test/peers/cms";
import { type ConnectorSettings, createConnector } from "./index";
import {
  type Connector,
  type ConnectorFetch,
  ConnectorFetchError,
  type ConnectorResult,
  type PublishableDocument,
} from "./port";

export type Kind = "webhook" | "wordpress" | "ghost";

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
/** A PNG of one dot: a real site looks into the file. */
export const IMAGE_BYTES = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);

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

/** A limit that only a broken test reaches, also where a real site answers. */
export function signal(): AbortSignal {
  return AbortSignal.timeout(20_000);
}

/** The value of a result that must be a good one. */
export function valueIn<Value>(result: ConnectorResult<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}`);
  return result.value;
}

import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import {
  type CmsPeer,
  startGhostPeer,
  startProxy,
  startWebhookPeer,
  startWordPressPeer,
} from "@/test/peers/cms";
import type { RealCms, RealGhost, RealWordPress } from "@/test/real-cms/types";
import { connectorOf, DOCUMENT, type Kind } from "./connector.fixture";
import { handAtGhost, handAtGhostPeer } from "./ghost-hand.fixture";
import type { Hand } from "./hand.fixture";
import type { Connector, PublishableDocument } from "./port";
import { handAtWordPress, handAtWordPressPeer } from "./wordpress-hand.fixture";

/** A connector before its destination, with faults between them when a test asks for some. */
export interface Setup {
  readonly peer: CmsPeer;
  readonly connector: Connector;
  /** An article of this set-up alone: a real site keeps those of the tests before. */
  readonly document: PublishableDocument;
  /** How many copies, or messages, came to the destination since the set-up. */
  copies(): Promise<number>;
  /** Every text that no message and no plan may hold. */
  readonly secrets: readonly string[];
}

/** A destination with copies that can be read, and that a person can lay hands on. */
export interface RemoteSetup extends Setup {
  /** The same with credentials that the destination does not know. */
  readonly stranger: Connector;
  readonly hand: Hand;
}

/** Something that the contract is tried on. */
export interface Target<Of extends Setup> {
  readonly kind: Kind;
  readonly name: string;
  /** Why it can't be tried here. */
  readonly missing: string | null;
  open(): Promise<Of>;
}

/** Null in the unit tests, which have peers; `npm run test:cms` sets it. */
const REAL: RealCms | null = (inject("realCms") as RealCms | undefined) ?? null;

const WRONG_PASSWORD = "aaaa bbbb cccc dddd eeee ffff";
const WRONG_KEY = `${"a".repeat(24)}:${"b".repeat(64)}`;

/** The content managers: played by peers, or those that run on this machine. */
export function remoteTargets(): Target<RemoteSetup>[] {
  if (REAL === null) {
    return [
      { kind: "wordpress", name: "wordpress", missing: null, open: wordPressPeer },
      { kind: "ghost", name: "ghost", missing: null, open: ghostPeer },
    ];
  }
  const { wordpress, ghost } = REAL;
  return [
    ...(["author", "administrator"] as const).map((role) =>
      targetOf("wordpress", `WordPress as an ${role}`, wordpress, (site) =>
        realWordPress(site, role),
      ),
    ),
    targetOf("ghost", "Ghost", ghost, realGhost),
  ];
}

/** All that articles can be sent to. No receiver of webhooks is anybody's product. */
export function targets(): Target<Setup>[] {
  const webhook = { kind: "webhook", name: "webhook", missing: null, open: webhookPeer } as const;
  return REAL !== null ? remoteTargets() : [webhook, ...remoteTargets()];
}

function targetOf<Site extends { readonly version: string }>(
  kind: Kind,
  name: string,
  site: Site | { readonly missing: string },
  open: (site: Site) => Promise<RemoteSetup>,
): Target<RemoteSetup> {
  if ("missing" in site) {
    const { missing } = site;
    return { kind, name, missing, open: () => Promise.reject(new Error(missing)) };
  }
  return { kind, name: `${name} ${site.version}`, missing: null, open: () => open(site) };
}

async function webhookPeer(): Promise<Setup> {
  const peer = await startWebhookPeer();
  return {
    peer,
    connector: connectorOf("webhook", peer, { secret: peer.secret }, "/hook"),
    document: DOCUMENT,
    copies: async () => peer.received.length,
    secrets: [peer.secret],
  };
}

async function wordPressPeer(): Promise<RemoteSetup> {
  const peer = await startWordPressPeer();
  const hand = handAtWordPressPeer(peer);
  const { username, password } = peer;
  return {
    peer,
    connector: connectorOf("wordpress", peer, { username, application_password: password }),
    stranger: connectorOf("wordpress", peer, { username, application_password: WRONG_PASSWORD }),
    document: DOCUMENT,
    copies: () => hand.count(),
    secrets: basicSecrets(peer),
    hand,
  };
}

async function ghostPeer(): Promise<RemoteSetup> {
  const peer = await startGhostPeer();
  return {
    peer,
    connector: connectorOf("ghost", peer, { admin_api_key: peer.adminKey }),
    stranger: connectorOf("ghost", peer, { admin_api_key: WRONG_KEY }),
    document: DOCUMENT,
    copies: async () => peer.posts.length,
    secrets: [peer.adminKey.split(":")[1] ?? "?", "eyJ"],
    hand: handAtGhostPeer(peer),
  };
}

async function realWordPress(
  site: RealWordPress,
  role: "author" | "administrator",
): Promise<RemoteSetup> {
  const peer = await startProxy(site.url);
  const account = site[role];
  const { username, password } = account;
  const hand = handAtWordPress(site);
  return {
    peer,
    connector: connectorOf("wordpress", peer, { username, application_password: password }),
    stranger: connectorOf("wordpress", peer, { username, application_password: WRONG_PASSWORD }),
    document: documentOfItsOwn(),
    copies: await countedFromNow(hand),
    secrets: basicSecrets(account),
    hand,
  };
}

async function realGhost(site: RealGhost): Promise<RemoteSetup> {
  const peer = await startProxy(site.url);
  const hand = handAtGhost(site);
  return {
    peer,
    connector: connectorOf("ghost", peer, { admin_api_key: site.adminKey }),
    stranger: connectorOf("ghost", peer, { admin_api_key: WRONG_KEY }),
    document: documentOfItsOwn(),
    copies: await countedFromNow(hand),
    secrets: [site.adminKey.split(":")[1] ?? "?", "eyJ"],
    hand,
  };
}

async function countedFromNow(hand: Hand): Promise<() => Promise<number>> {
  const before = await hand.count();
  return async () => (await hand.count()) - before;
}

function documentOfItsOwn(): PublishableDocument {
  const key = randomUUID();
  return { ...DOCUMENT, key, slug: `${DOCUMENT.slug}-${key.slice(0, 8)}` };
}

function basicSecrets({ username, password }: { username: string; password: string }): string[] {
  return [password, Buffer.from(`${username}:${password}`).toString("base64")];
}

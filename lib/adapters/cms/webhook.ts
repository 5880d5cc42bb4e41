import { hashFields, hmacSha256 } from "@/lib/crypto";
import {
  failed,
  failureOfFetch,
  failureOfStatus,
  movedFailure,
  wasRedirected,
} from "./http-outcome";
import { withImageAddresses } from "./images";
import type {
  Connector,
  ConnectorContext,
  ConnectorResult,
  HttpPlan,
  PublishableDocument,
  RemoteRef,
  RemoteState,
} from "./port";
import type { ConnectorSettings } from "./settings";

type WebhookAction = "published" | "updated" | "unpublished";

interface WebhookMessage {
  readonly id: string;
  readonly body: string;
}

const SITE = "The webhook";
const SECRET_PREFIX = "whsec_";

/**
 * Sends signed messages to a receiver that the team runs (Standard Webhooks 1.0.0). A receiver can't be read:
 * `findByKey` knows of no copy, and `read` returns what the receiver accepted, without differences. What makes a
 * repeat harmless is the message id, which stays the same for the same article, revision, state and predecessor:
 * the id of the last message is the lock, so publishing the same revision again after a takedown has a new id.
 */
export function createWebhookConnector(
  settings: ConnectorSettings,
  context: ConnectorContext,
): Connector {
  const { url } = settings;
  const secret = settings.credentials["secret"] ?? "";

  async function deliver(
    message: WebhookMessage,
    document: PublishableDocument,
    signal: AbortSignal,
  ): Promise<ConnectorResult<RemoteRef>> {
    const key = signingKey(secret);
    if (key === null) return NO_SECRET;
    const timestamp = Math.floor(context.now().getTime() / 1000);
    const mac = hmacSha256(key, `${message.id}.${timestamp}.${message.body}`);
    try {
      const response = await context.fetch(url, {
        method: "POST",
        headers: {
          ...headersOf(message),
          "webhook-timestamp": String(timestamp),
          "webhook-signature": `v1,${mac.toString("base64")}`,
        },
        body: message.body,
        signal,
      });
      if (wasRedirected(url, response)) return { ok: false, failure: movedFailure() };
      const subject = { site: SITE, effect: "write", secrets: [], now: context.now() } as const;
      const failure = failureOfStatus(response, null, subject);
      // The connection is free again only when the body was read; what it says does not matter.
      await response.bytes();
      if (failure !== null) return { ok: false, failure };
      return { ok: true, value: { id: document.key, url: null, lock: message.id } };
    } catch (error) {
      const failure = failureOfFetch(error, "write");
      if (failure === null) throw error;
      return { ok: false, failure };
    }
  }

  return {
    check: async () => checkSettings(url, secret),
    plan: (document, state, remote) =>
      planOf(url, messageOf(remote === null ? "published" : "updated", document, state, remote)),
    findByKey: async () => ({ ok: true, value: null }),
    create: (document, state, signal) =>
      deliver(messageOf("published", document, state, null), document, signal),
    update: (remote, document, state, signal) =>
      deliver(messageOf("updated", document, state, remote), document, signal),
    unpublish: (remote, document, signal) =>
      deliver(messageOf("unpublished", document, null, remote), document, signal),
    read: async (remote, _document, state) => ({
      ok: true,
      value: { ...remote, state: state.kind, differences: [] },
    }),
  };
}

const NO_SECRET = failed("misconfigured", "The webhook has no signing secret; enter one.");

function checkSettings(url: string, secret: string): ConnectorResult<{ detail: string }> {
  if (signingKey(secret) === null) return NO_SECRET;
  const protocol = URL.parse(url)?.protocol;
  if (protocol !== "https:" && protocol !== "http:") {
    return failed("misconfigured", "This is not a valid web address; check the spelling.");
  }
  const detail = "The settings are complete. The webhook is first called when an article is sent.";
  return { ok: true, value: { detail } };
}

/** Standard Webhooks: a secret with the prefix is base64; any other is used as it is written. */
function signingKey(secret: string): Uint8Array | null {
  const key = secret.startsWith(SECRET_PREFIX)
    ? Buffer.from(secret.slice(SECRET_PREFIX.length), "base64")
    : Buffer.from(secret, "utf8");
  return key.length === 0 ? null : key;
}

/** Without state for a takedown. Nothing in the body depends on the time of sending: a repeat is the same bytes. */
function messageOf(
  action: WebhookAction,
  original: PublishableDocument,
  state: RemoteState | null,
  remote: RemoteRef | null,
): WebhookMessage {
  const document = withImageAddresses(
    original,
    new Map(original.images.map(({ id, url }) => [id, url])),
  );
  const { key, revisionHash } = document;
  const scheduledAt = state?.kind === "scheduled" ? state.at.toISOString() : null;
  const stateKind = state?.kind ?? "unpublished";
  const parts = [key, revisionHash, action, stateKind, scheduledAt ?? "", remote?.lock ?? ""];
  const data = {
    key,
    title: document.title,
    slug: document.slug,
    description: document.description,
    html: document.html,
    markdown: document.markdown,
    images: document.images.map(({ id, url, mediaType, alt }) => ({
      ...{ id, url, media_type: mediaType, alt },
    })),
    language: document.language,
    author_name: document.authorName,
    revision: document.revision,
    revision_hash: revisionHash,
    state: stateKind,
    scheduled_at: scheduledAt,
  };
  return {
    id: `msg_${hashFields("autoink-webhook", parts).toString("hex").slice(0, 32)}`,
    body: JSON.stringify({ type: `article.${action}`, data }),
  };
}

function headersOf(message: WebhookMessage): Record<string, string> {
  return { "content-type": "application/json", "webhook-id": message.id };
}

function planOf(url: string, message: WebhookMessage): HttpPlan {
  return { method: "POST", url, headers: headersOf(message), body: message.body };
}

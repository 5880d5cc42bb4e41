/** An article as a destination gets it. Everything is final: nothing is added on the way. */
export interface PublishableDocument {
  /** The article's id. A connector stores it at the destination, so that a lost answer can be looked up. */
  readonly key: string;
  readonly title: string;
  /** Letters, digits and hyphens; the same for the article's whole life unless a person changes it. */
  readonly slug: string;
  readonly description: string;
  /** Sanitized HTML of the body, citations and sources section included; no h1. */
  readonly html: string;
  /** Portable Markdown of the body with written-out sources. */
  readonly markdown: string;
  /** The images that the text shows, in its order. */
  readonly images: readonly DocumentImage[];
  /** BCP 47, when the brief names it. */
  readonly language: string | null;
  readonly authorName: string | null;
  readonly revision: number;
  /** SHA-256 of the approved revision, hex. */
  readonly revisionHash: string;
}

/** An image of ours in a document. */
export interface DocumentImage {
  readonly id: string;
  /** How html and markdown name it: `/uploads/{id}`. */
  readonly path: string;
  /** An absolute address that the destination may copy it from. */
  readonly url: string;
  readonly mediaType: string;
  /** Of `mediaType`, without a dot. */
  readonly extension: string;
  readonly alt: string;
}

export type RemoteState =
  | { readonly kind: "draft" }
  | { readonly kind: "published" }
  | { readonly kind: "scheduled"; readonly at: Date };

/** How a copy at a destination is addressed later. */
export interface RemoteRef {
  readonly id: string;
  readonly url: string | null;
  /** The destination's version of the copy (updated_at, modified time, entity tag), sent back on an update. */
  readonly lock: string | null;
}

/** What the destination has now, read back. */
export interface RemoteCopy extends RemoteRef {
  readonly state: RemoteState["kind"] | "unpublished";
  /** What differs from the document that was sent, in words a person understands; empty when nothing does. */
  readonly differences: readonly string[];
}

/** A request as it will be sent, shown to the person before they publish. Secrets are left out. */
export interface HttpPlan {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; long ones are cut for showing by the caller. */
  readonly body: string;
}

/**
 * Why a call failed:
 * - `rejected`: the destination said no to this content; sending it again will not help.
 * - `misconfigured`: address, credentials or rights are not right; a person must change the destination.
 * - `refused`: our own outbound guard does not call that address.
 * - `rate_limited` / `unavailable`: nothing was done; try again later.
 * - `conflict`: the copy was changed at the destination since we last saw it.
 * - `unknown`: the request was sent and no answer came; it may have been done. Look before sending again.
 */
export type ConnectorFailureKind =
  | "rejected"
  | "misconfigured"
  | "refused"
  | "rate_limited"
  | "unavailable"
  | "conflict"
  | "unknown";

export interface ConnectorFailure {
  readonly kind: ConnectorFailureKind;
  /** One plain sentence for the person who publishes; no secret, no internal address. */
  readonly message: string;
  readonly retryAfterMs?: number;
}

export type ConnectorResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: ConnectorFailure };

/** One destination that articles can be published to. Every call can be repeated safely. */
export interface Connector {
  /** Whether address, credentials and rights are right: for "Check connection". Changes nothing. */
  check(signal: AbortSignal): Promise<ConnectorResult<{ readonly detail: string }>>;
  /** The request that create or update would send. */
  plan(document: PublishableDocument, state: RemoteState, remote: RemoteRef | null): HttpPlan;
  /** The copy with this key, whoever made it; null when there is none. */
  findByKey(
    document: PublishableDocument,
    signal: AbortSignal,
  ): Promise<ConnectorResult<RemoteRef | null>>;
  create(
    document: PublishableDocument,
    state: RemoteState,
    signal: AbortSignal,
  ): Promise<ConnectorResult<RemoteRef>>;
  /** `conflict` when the destination's copy is newer than `remote.lock`, unless `remote.lock` is null. */
  update(
    remote: RemoteRef,
    document: PublishableDocument,
    state: RemoteState,
    signal: AbortSignal,
  ): Promise<ConnectorResult<RemoteRef>>;
  /** Takes the copy off the public site; it stays as a draft where the destination can do that. */
  unpublish(
    remote: RemoteRef,
    document: PublishableDocument,
    signal: AbortSignal,
  ): Promise<ConnectorResult<RemoteRef>>;
  /** The copy as it is there now, compared with the document and state that were sent; null when it is gone. */
  read(
    remote: RemoteRef,
    document: PublishableDocument,
    state: RemoteState,
    signal: AbortSignal,
  ): Promise<ConnectorResult<RemoteCopy | null>>;
}

/** The guarded call that a connector uses; bound by the caller to a purpose and a workspace. */
export type ConnectorFetch = (
  url: string,
  init: {
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly headers?: Readonly<Record<string, string>>;
    /** Headers that are secrets: never logged, dropped when a redirect leaves the origin. */
    readonly secretHeaders?: Readonly<Record<string, string>>;
    readonly body?: string | Uint8Array;
    readonly signal: AbortSignal;
  },
) => Promise<ConnectorResponse>;

export interface ConnectorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
  text(): Promise<string>;
  bytes(): Promise<Uint8Array>;
}

/** What `ConnectorFetch` throws, translated by the caller from the outbound guard's errors. */
export class ConnectorFetchError extends Error {
  readonly kind: "refused" | "not_sent" | "no_answer";
  /** One plain sentence for a person. */
  readonly publicMessage: string;

  constructor(kind: "refused" | "not_sent" | "no_answer", publicMessage: string, cause?: unknown) {
    super(publicMessage, { cause });
    this.name = "ConnectorFetchError";
    this.kind = kind;
    this.publicMessage = publicMessage;
  }
}

/** Time and what the connector needs from its surroundings. */
export interface ConnectorContext {
  readonly fetch: ConnectorFetch;
  /** An image's bytes by its id; null when it is gone. */
  readImage(id: string): Promise<Uint8Array | null>;
  now(): Date;
}

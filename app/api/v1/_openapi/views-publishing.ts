import { z } from "zod";
import {
  type OperatorOutboundRequestView,
  OUTBOUND_PURPOSES,
  OUTBOUND_VERDICTS,
  type OutboundRequestView,
} from "@/lib/outbound-log";
import type {
  DestinationView,
  HookDeliveryView,
  HookView,
  PublicationView,
  UploadView,
} from "@/lib/publishing";
import { DESTINATION_KINDS, type PublicationAttemptView } from "@/lib/publishing/schema";
import { Failure, Id, Time, view } from "./view";

const DestinationKind = z.enum(DESTINATION_KINDS);

/** What a destination's credentials are is written and never read. */
export const Destination = view<DestinationView>()(
  z.object({
    id: Id,
    kind: DestinationKind,
    name: z.string(),
    url: z.string().nullable(),
    options: z.record(z.string(), z.unknown()),
    credentials_set: z.boolean(),
    credentials_fingerprint: z.string().nullable(),
    created_at: Time,
  }),
);
export const DestinationCheck = z.object({ ok: z.boolean(), detail: z.string() });

const PublicationAttempt = view<PublicationAttemptView>()(
  z.object({
    number: z.int(),
    action: z.string(),
    state: z.string(),
    detail: z.string().nullable(),
    started_at: Time,
    finished_at: Time.nullable(),
  }),
);

export const Publication = view<PublicationView>()(
  z.object({
    id: Id,
    article_id: Id,
    destination_id: Id,
    destination_name: z.string(),
    destination_kind: DestinationKind,
    status: z.enum([
      "queued",
      "sending",
      "verified",
      "drifted",
      "conflict",
      "failed",
      "unknown",
      "unpublished",
    ]),
    mode: z.enum(["draft", "publish"]),
    scheduled_at: Time.nullable(),
    revision: z.int(),
    revision_hash: z.string(),
    remote_id: z.string().nullable(),
    remote_url: z.string().nullable(),
    verified_at: Time.nullable(),
    attempts: z.array(PublicationAttempt),
    hooks: z.array(z.object({ id: Id, status: z.string(), detail: z.string().nullable() })),
    error: Failure.exactOptional(),
    created_at: Time,
    updated_at: Time,
  }),
);

export const Hook = view<HookView>()(
  z.object({
    id: Id,
    kind: z.literal("http"),
    url: z.string(),
    disabled_at: Time.nullable(),
    created_at: Time,
  }),
);
/** The secret is in this answer and in no later one. */
export const NewHook = Hook.extend({ secret: z.string() });

export const HookDelivery = view<HookDeliveryView>()(
  z.object({
    id: Id,
    event: z.string(),
    status: z.string(),
    attempts: z.int(),
    response_status: z.int().nullable(),
    detail: z.string().nullable(),
    created_at: Time,
    updated_at: Time,
  }),
);

export const Upload = view<UploadView>()(
  z.object({
    id: Id,
    url: z.string(),
    media_type: z.string(),
    width: z.int(),
    height: z.int(),
    bytes: z.int(),
    alt: z.string(),
    created_at: Time,
  }),
);

const OutboundVerdict = z.enum(OUTBOUND_VERDICTS);

const OutboundHop = z.object({
  host: z.string().nullable(),
  port: z.int(),
  address: z.string().nullable(),
  status: z.int().nullable(),
  verdict: OutboundVerdict,
  code: z.string().nullable(),
  ms: z.int(),
});

const outboundFields = {
  id: Id,
  created_at: Time,
  purpose: z.enum(OUTBOUND_PURPOSES),
  method: z.string(),
  host: z.string(),
  address: z.string().nullable(),
  verdict: OutboundVerdict,
  code: z.string().nullable(),
  reason: z.string().nullable(),
  hops: z.array(OutboundHop),
  bytes: z.int(),
  ms: z.int(),
};

/** A call to another server, as its workspace may see it. */
export const OutboundRequest = view<OutboundRequestView>()(z.object(outboundFields));

/** A call with the addresses that no workspace learns. */
export const OperatorOutboundRequest = view<OperatorOutboundRequestView>()(
  z.object({
    ...outboundFields,
    workspace_id: Id.nullable(),
    workspace_name: z.string().nullable(),
  }),
);

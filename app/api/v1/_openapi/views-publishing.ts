import { z } from "zod";
import {
  type OperatorOutboundRequestView,
  OUTBOUND_PURPOSES,
  OUTBOUND_VERDICTS,
  type OutboundRequestView,
} from "@/lib/outbound-log";
import type {
  DestinationView,
  HookAttemptView,
  HookDeliveryView,
  HookView,
  NewHookView,
  PublicationView,
  UploadView,
} from "@/lib/publishing";
import {
  DESTINATION_KINDS,
  HOOK_KINDS,
  type PublicationAttemptView,
} from "@/lib/publishing/schema";
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
    kind: z.enum(HOOK_KINDS),
    url: z.string().nullable(),
    key: z.string().nullable(),
    argv: z.array(z.string()),
    disabled_at: Time.nullable(),
    disabled_by: z.enum(["receiver", "person"]).nullable(),
    created_at: Time,
  }),
);
/** The secret is in this answer and in no later one. Only calls by HTTP are signed with one. */
export const NewHook = view<NewHookView>()(Hook.extend({ secret: z.string().exactOptional() }));

const HookAttempt = view<HookAttemptView>()(
  z.object({
    number: z.int(),
    started_at: Time,
    ms: z.int(),
    response_status: z.int().nullable(),
    detail: z.string(),
    program: z
      .object({
        argv: z.array(z.string()),
        exit_code: z.int().nullable(),
        signal: z.string().nullable(),
        stdout: z.string(),
        stderr: z.string(),
        is_cut: z.boolean(),
      })
      .nullable(),
  }),
);

export const HookDelivery = view<HookDeliveryView>()(
  z.object({
    id: Id,
    event: z.string(),
    status: z.enum(["queued", "delivered", "failed"]),
    attempts: z.int(),
    response_status: z.int().nullable(),
    detail: z.string().nullable(),
    next_attempt_at: Time.nullable(),
    attempt_log: z.array(HookAttempt),
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

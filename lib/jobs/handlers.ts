import { z } from "zod";
import { issueInvoices, runAttestation } from "@/lib/billing";
import type { SourceJob, StepJob } from "@/lib/pipeline";
import { readSource, runStep } from "@/lib/pipeline";
import type { QueueName } from "@/lib/platform/queues";
import type { HookJob, PublicationJob } from "@/lib/publishing";
import { deliverHook, deliverPublication } from "@/lib/publishing";
import { runReconciliation } from "@/lib/reconciliation";
import { sweep } from "./sweep";

type Handler = (payload: unknown, signal: AbortSignal) => Promise<void>;

const Id = z.uuid();
const SourcePayload = z.object({ workspaceId: Id, sourceId: Id }) satisfies z.ZodType<SourceJob>;
const StepPayload = z.object({
  workspaceId: Id,
  runId: Id,
  stepId: Id,
}) satisfies z.ZodType<StepJob>;
const PublicationPayload = z.object({
  workspaceId: Id,
  publicationId: Id,
  generation: z.int(),
}) satisfies z.ZodType<PublicationJob>;
const HookPayload = z.object({ workspaceId: Id, deliveryId: Id }) satisfies z.ZodType<HookJob>;

/** The schedule sends nothing; a person's request says that somebody asked. */
const AskedPayload = z
  .object({ isAsked: z.literal("yes").optional() })
  .nullable()
  .transform((payload) => ({ isAsked: payload?.isAsked === "yes" }));

/** Which verb does the jobs of a queue. A payload holds ids and is checked like any other input. */
export const HANDLERS: Readonly<Record<QueueName, Handler>> = {
  "fetch-source": (payload, signal) => readSource(SourcePayload.parse(payload), signal),
  "run-step": (payload, signal) => runStep(StepPayload.parse(payload), signal),
  publish: (payload, signal) => deliverPublication(PublicationPayload.parse(payload), signal),
  "deliver-hook": (payload, signal) => deliverHook(HookPayload.parse(payload), signal),
  "attest-ledger": (payload) => runAttestation(AskedPayload.parse(payload)),
  reconcile: (payload) => runReconciliation(AskedPayload.parse(payload)),
  "issue-invoices": async () => {
    await issueInvoices();
  },
  sweep: () => sweep(),
};

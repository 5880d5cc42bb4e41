import sharp from "sharp";
import { API_PATHS } from "@/app/api/v1/_openapi";
import * as uploads from "@/app/api/v1/workspaces/[workspaceId]/uploads/route";
import { findLedgerTransactions, issueOwnInvoices } from "@/lib/billing";
import type { OperationDoc } from "@/lib/http/openapi/operation-doc";
import { type Handler, METHODS, type Method, type RouteShape } from "@/lib/http/route-shape";
import { setClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { createHook } from "@/lib/publishing";
import { inviteMember } from "@/lib/workspaces";
import { drain } from "./drive";
import { givenApproved, requestPublication } from "./stories";
import { callRoute, type World } from "./world";

// Every route of the API, from the table that the OpenAPI document is made from, and what to send it.

export type Ids = Readonly<Record<string, string>>;

export interface Route {
  readonly path: string;
  readonly method: Method;
  readonly handler: Handler;
  readonly shape: RouteShape;
  readonly operation: OperationDoc;
  readonly names: readonly string[];
}

export const ROUTES: readonly Route[] = API_PATHS.flatMap(({ path, handlers, operations }) =>
  METHODS.flatMap((method) => {
    const handler = handlers[method];
    const { shape } = handler;
    const operation = operations[method];
    if (shape === undefined || operation === undefined) return [];
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => camel(name));
    return [{ path, method, handler, shape, operation, names }];
  }),
);
function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A body that each handler takes, so that a refusal is about the address and nothing else. */
export const BODIES: Readonly<Record<string, unknown>> = {
  updateWorkspace: { name: "New name" },
  addMember: { email: "nobody@example.org" },
  updateMember: { role: "member" },
  inviteMember: { email: "nobody@example.org" },
  createArticle: { brief: { topic: "Tides" } },
  updateArticle: { title: "Tides" },
  addSource: { title: "Tides", text: "The tide rises." },
  updateSource: { title: "Tides" },
  saveRevision: { title: "Tides", markdown: "The tide rises.", base_revision: 2 },
  approveRevision: { revision: 2, decision: "approve" },
  quoteRun: { writer: { provider: "builtin", model: "source-digest" } },
  startRun: { writer: { provider: "builtin", model: "source-digest" } },
  decideOutline: { decision: "approve" },
  publishArticle: { destination_id: newId(), mode: "publish" },
  createDestination: { kind: "hosted", name: "Site" },
  updateDestination: { name: "Site" },
  startTopUp: { amount_nanos: "5000000000" },
  createHook: { kind: "http", url: "https://example.org/hook" },
  updateHook: { disabled: true },
  setPrice: {
    provider: "openai",
    model: "test-model",
    input_nanos_per_mtok: "1",
    output_nanos_per_mtok: "2",
  },
  endPrice: { provider: "openai", model: "test-model" },
  createPromoCode: {
    amount_nanos: "1",
    valid_until: "2090-01-01T00:00:00.000Z",
    redemptions_max: 1,
  },
  redeemPromoCode: { code: "NO-SUCH-CODE" },
  setOutboundRules: { allow_hosts: ["*.example.org"], deny_hosts: [], https_only: true },
  setBillingDetails: { name: "Ink Ltd", address: "" },
  setIssuer: { name: "Ink Ltd", address: "" },
  setMargin: { basis_points: 0 },
  enterVendorInvoice: {
    provider: "perplexity",
    reference: "INV-1",
    from_day: "2026-01-01",
    last_day: "2026-01-31",
    amount_nanos: "1",
  },
};

/** What must be said in the query of those that need it. */
export const QUERIES: Readonly<Record<string, string>> = {
  listPriceHistory: "?provider=openai&model=test-model",
  listReconciledDays: "?provider=perplexity",
  listReconciledCalls: "?provider=perplexity&day=2026-01-01",
  listVendorInvoices: "?provider=perplexity",
};

/** What a workspace has after an article was written and published, by the names of path parts. */
export async function idsOf(world: World): Promise<Ids> {
  const articleId = await givenApproved(world);
  const publicationId = await requestPublication(world, articleId);
  const hook = await createHook(world.actor, newId(), {
    kind: "http",
    url: "http://127.0.0.1:9/hook",
  });
  await drain(world);
  const invitation = await inviteMember(world.actor, newId(), {
    email: "guest@example.org",
    role: "member",
  });
  const picture = sharp({ create: { width: 3, height: 3, channels: 3, background: "teal" } });
  const rawBody = Uint8Array.from(await picture.png().toBuffer());
  const upload = await callRoute(uploads.POST, { world, rawBody, query: "?alt=x" });
  const invoiceId = await givenInvoice(world);
  const where = { ownerWorkspaceId: world.actor.workspaceId };
  const rows = await world.inWorkspace(async (tx) => ({
    source: await tx.source.findFirstOrThrow({ where }),
    snapshot: await tx.snapshot.findFirstOrThrow({ where }),
    run: await tx.run.findFirstOrThrow({ where }),
    destination: await tx.destination.findFirstOrThrow({ where }),
    membership: await tx.membership.findFirstOrThrow({ where }),
    delivery: await tx.hookDelivery.findFirstOrThrow({ where }),
  }));
  const ledger = await findLedgerTransactions(world.actor, { limit: 1, after: null });
  return {
    articleId,
    publicationId,
    number: "1",
    sourceId: rows.source.id,
    snapshotId: rows.snapshot.id,
    runId: rows.run.id,
    destinationId: rows.destination.id,
    memberId: rows.membership.id,
    hookId: hook.id,
    deliveryId: rows.delivery.id,
    invitationId: invitation.id,
    invoiceId,
    transactionId: ledger.data[0]?.id ?? "",
    uploadId: String(((await upload.json()) as { id: string }).id),
  };
}

/** The invoice of this month, from a time at which it is over. */
async function givenInvoice({ actor }: World): Promise<string> {
  const later = new Date(Date.now() + 40 * 24 * 60 * 60 * 1000);
  const restore = setClock({ now: () => later });
  const [invoice] = await issueOwnInvoices(actor).finally(restore);
  return invoice?.id ?? "";
}

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import * as openapi from "@/app/api/v1/openapi.json/route";
import type { OperationDoc } from "@/lib/http/openapi/operation-doc";
import { appointOperator } from "@/lib/identity";
import { probeUrl } from "@/lib/outbound";
import { attestNow, givenHold } from "@/test/ledger";
import { givenTopUp, startPayments } from "@/test/payments";
import type { StripePeer } from "@/test/peers/payments/stripe";
import { BODIES, type Ids, idsOf, QUERIES, ROUTES, type Route } from "@/test/routes";
import { callRoute, givenWorkspace, type World } from "@/test/world";

// Guarantee: what a handler answers is what the document says, field by field.

type Json = Record<string, unknown>;

interface Responses {
  readonly [status: string]: { readonly description?: string };
}

/** The schema of the answer's members that the document describes, and those members. */
function described(operation: OperationDoc, body: Json): [z.ZodType, unknown[]] | null {
  switch (operation.answer.kind) {
    case "json":
      return [operation.answer.schema, [body]];
    case "page":
    case "list":
      return [operation.answer.item, body["data"] as unknown[]];
    case "bytes":
    case "nothing":
      return null;
  }
}

/** Operations that did what they were asked: if too few do, the story of these tests has ended early. */
const done = new Set<string>();
const DONE_MIN = 40;

let peer: StripePeer;
let world: World;
let ids: Ids;
let paths: Record<string, Record<string, { responses: Responses }>>;

beforeAll(async () => {
  peer = await startPayments();
  world = await givenWorkspace();
  await givenTopUp(world);
  await givenHold(world, 1n);
  const { workspaceId } = world.actor;
  await probeUrl("http://10.0.0.1/", { purpose: "webhook", workspaceId });
  ids = { ...(await idsOf(world)), workspaceId: world.actor.workspaceId };
  await appointOperator(world.email);
  for (const route of operatorWrites) await send(route);
  await attestNow();
  const request = new Request("http://localhost:3000/api/v1/openapi.json");
  const document = await openapi.GET(request, { params: Promise.resolve(undefined) });
  ({ paths } = (await document.json()) as { paths: typeof paths });
});

afterAll(async () => {
  await peer.close();
  vi.unstubAllEnvs();
});

async function send(route: Route): Promise<Response> {
  const { method, shape, operation, handler } = route;
  const body = shape.body === null ? {} : { body: BODIES[operation.id] };
  const file = shape.fileBytesMax === null ? {} : { rawBody: "x", query: "?alt=x&file_name=x.txt" };
  const asked = QUERIES[operation.id];
  const query = asked === undefined ? {} : { query: asked };
  return callRoute(handler, { method, params: ids, world, ...query, ...body, ...file });
}

/** Says what to look for when it fails: the status, and the fields that only one of the two knows. */
async function requireDescribed(route: Route, response: Response): Promise<void> {
  const { operation } = route;
  expect(response.status).toBe(operation.status);
  done.add(operation.id);
  const type = response.headers.get("content-type") ?? "";
  if (operation.answer.kind === "bytes") expect(type).toContain(operation.answer.mediaType);
  if (operation.answer.kind === "nothing") expect(await response.text()).toBe("");
  if (!type.startsWith("application/json")) return void (await response.body?.cancel());
  const found = described(operation, (await response.json()) as Json);
  if (found === null) return;
  const [schema, members] = found;
  expect(members.map((member) => schema.parse(member))).toEqual(members);
  if (!MAY_BE_EMPTY.includes(operation.id)) expect(members).not.toEqual([]);
}

/**
 * An article without findings, a workspace whose first month is not over, days that no vendor was asked of:
 * lib/reconciliation compares those with the document.
 */
const MAY_BE_EMPTY = ["listFindings", "issueInvoices", "listReconciledDays", "listReconciledCalls"];

const operatorWrites = ROUTES.filter(
  ({ path, method }) => path.startsWith("/operator/") && method === "POST",
);
const readable = ROUTES.filter(
  ({ method, shape }) => method === "GET" && shape.access !== "public",
);
/** What takes something away comes last, the longest address first: the workspace goes at the end. */
const lateness = ({ method, names }: Route) => (method === "DELETE" ? 10 - names.length : 0);
const writes = ROUTES.filter(
  ({ method, shape }) => method !== "GET" && shape.access === "member",
).sort((first, second) => lateness(first) - lateness(second));

describe("an answer", () => {
  it.each(readable.map((route) => [`GET ${route.path}`, route] as const))(
    "of %s has the fields that the document names, and no others",
    async (_name, route) => {
      await requireDescribed(route, await send(route));
    },
  );

  it.each(writes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "of %s is the one that the document names, or a refusal that it names",
    async (_name, route) => {
      const response = await send(route);
      if (response.ok) return requireDescribed(route, response);
      const { code } = (await response.json()) as { code: string };
      const responses = paths[`/api/v1${route.path}`]?.[route.method.toLowerCase()]?.responses;
      const described = responses?.[String(response.status)]?.description ?? "not described";
      expect(described).toContain(`\`${code}\``);
    },
  );

  it("was seen of most operations", () => {
    expect(done.size).toBeGreaterThan(DONE_MIN);
  });
});

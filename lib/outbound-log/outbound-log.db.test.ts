import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as operatorRoute from "@/app/api/v1/operator/outbound-requests/route";
import * as destinations from "@/app/api/v1/workspaces/[workspaceId]/destinations/route";
import * as exportRoute from "@/app/api/v1/workspaces/[workspaceId]/outbound-requests/export/route";
import * as route from "@/app/api/v1/workspaces/[workspaceId]/outbound-requests/route";
import { appointOperator } from "@/lib/identity";
import { recordedCalls, safeFetch } from "@/lib/outbound";
import { clock } from "@/lib/platform/clock";
import { sqlState, withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { DAY_MS } from "@/lib/platform/utc-day";
import { callRoute, givenWorkspace, type World } from "@/test/world";
import { forgetOutboundRequests, OUTBOUND_LOG_DAYS, type OutboundRequestView } from "./index";

// Guarantee: every call of a workspace stands in its log with its verdict, and no member of it learns an address inside.

const INSIDE = "169.254.169.254";
/** Where the site redirects to, by path: inside, and refused for different reasons. */
const LOCATIONS: Readonly<Record<string, string>> = {
  "/inside": `http://${INSIDE}/latest`,
  "/user": `http://pat@${INSIDE}/`,
  "/scheme": `ftp://${INSIDE}/`,
};

let site: Server;
let origin: string;

beforeAll(async () => {
  site = createServer((request, response) => {
    const location = LOCATIONS[request.url ?? ""];
    if (location !== undefined) response.writeHead(302, { location });
    response.end("hello");
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  const address = site.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  origin = `http://127.0.0.1:${address.port}`;
});

afterAll(() => {
  site.close();
});

const read = (world: World, path: string) =>
  safeFetch(`${origin}${path}`, {
    purpose: "source-fetch",
    workspaceId: world.actor.workspaceId,
  });

async function logOf(world: World, query = ""): Promise<OutboundRequestView[]> {
  const params = { workspaceId: world.actor.workspaceId };
  const response = await callRoute(route.GET, { world, params, query });
  expect(response.status).toBe(200);
  return ((await response.json()) as { data: OutboundRequestView[] }).data;
}

describe("the outbound log", () => {
  it("has a call that was answered", async () => {
    const world = await givenWorkspace();
    await (await read(world, "/")).text();
    const [call] = await logOf(world);
    expect(call).toMatchObject({
      purpose: "source-fetch",
      method: "GET",
      host: "127.0.0.1",
      verdict: "allowed",
      code: null,
      reason: null,
      bytes: 5,
    });
    expect(call?.hops).toMatchObject([{ host: "127.0.0.1", status: 200, verdict: "allowed" }]);
  });

  it("says why a destination was refused, and where its name led to the operator only", async () => {
    const world = await givenWorkspace();
    const response = await callRoute(destinations.POST, {
      world,
      method: "POST",
      params: { workspaceId: world.actor.workspaceId },
      body: {
        kind: "wordpress",
        name: "Inside",
        url: "http://10.11.12.13",
        credentials: { username: "pat", application_password: "secret" },
      },
    });
    expect(response.status).toBe(422);
    const [call] = await logOf(world, "?verdict=refused");
    expect(call).toMatchObject({
      purpose: "cms-publish",
      method: "PROBE",
      host: "10.11.12.13",
      address: null,
      code: "IP_REFUSED",
    });
    expect(call?.reason).toContain("not on the public web");
  });

  it("tells a redirect to an address inside without the address, which the operator sees", async () => {
    const world = await givenWorkspace();
    await expect(read(world, "/inside")).rejects.toMatchObject({ code: "IP_REFUSED", hop: 1 });
    const mine = await logOf(world);
    expect(mine).toMatchObject([
      { verdict: "refused", hops: [{ status: 302 }, { host: null, address: null }] },
    ]);
    expect(mine[0]?.reason).toMatch(/^127\.0\.0\.1 redirects to an address inside\. This address/);
    expect(JSON.stringify(mine)).not.toContain(INSIDE);
    const csv = await callRoute(exportRoute.GET, {
      world,
      params: { workspaceId: world.actor.workspaceId },
    });
    const text = await csv.text();
    expect(text).toContain("IP_REFUSED");
    expect(text).not.toContain(INSIDE);

    await appointOperator(world.email);
    const all = await callRoute(operatorRoute.GET, { world, query: "?verdict=refused" });
    const { data } = (await all.json()) as { data: (OutboundRequestView & { id: string })[] };
    expect(data.find(({ id }) => id === mine[0]?.id)).toMatchObject({
      workspace_id: world.actor.workspaceId,
      address: INSIDE,
      hops: [{ address: "127.0.0.1" }, { host: INSIDE, address: INSIDE }],
    });
  });

  it.each([
    ["/user", "CREDENTIALS_REFUSED"],
    ["/scheme", "SCHEME_REFUSED"],
  ])("names no address inside that %s led to, whatever refused it", async (path, code) => {
    const world = await givenWorkspace();
    await expect(read(world, path)).rejects.toMatchObject({ code, hop: 1 });
    const mine = await logOf(world);
    expect(mine).toMatchObject([{ code, hops: [{ status: 302 }, { host: null, address: null }] }]);
    expect(JSON.stringify(mine)).not.toContain(INSIDE);
    const [row] = await withSystem((tx) =>
      tx.outboundRequest.findMany({ where: { ownerWorkspaceId: world.actor.workspaceId } }),
    );
    expect(row?.hiddenAddresses).toEqual(["127.0.0.1", INSIDE]);
  });

  it("is closed to members where it is about all workspaces", async () => {
    const response = await callRoute(operatorRoute.GET, { world: await givenWorkspace() });
    expect(response.status).toBe(403);
  });

  it("keeps addresses inside from the role that works for members", async () => {
    const world = await givenWorkspace();
    const look = world.inWorkspace(
      (tx) => tx.$queryRaw`SELECT hidden_addresses FROM outbound_requests`,
    );
    expect(sqlState(await look.catch((error: unknown) => error))).toBe("42501");
  });

  it("is narrowed by verdict, purpose and host, page by page, and as a file", async () => {
    const world = await givenWorkspace();
    for (const path of ["/", "/inside", "/"])
      await read(world, path).then(
        (response) => response.text(),
        () => "",
      );
    expect((await logOf(world, "?verdict=allowed")).map(({ code }) => code)).toEqual([null, null]);
    expect(await logOf(world, "?purpose=webhook")).toEqual([]);
    expect(await logOf(world, "?host=0.0.1&purpose=source-fetch")).toHaveLength(3);
    expect(await logOf(world, "?host=elsewhere")).toEqual([]);
    const params = { workspaceId: world.actor.workspaceId };
    const first = await callRoute(route.GET, { world, params, query: "?limit=2" });
    const { data, next_cursor: cursor } = (await first.json()) as {
      data: { id: string }[];
      next_cursor: string;
    };
    const rest = await logOf(world, `?limit=2&cursor=${cursor}`);
    expect(new Set([...data, ...rest].map(({ id }) => id)).size).toBe(3);
    const file = await callRoute(exportRoute.GET, { world, params, query: "?verdict=allowed" });
    expect((await file.text()).trim().split("\r\n")).toHaveLength(3);
  });

  it.each([
    ["?verdict=maybe", "verdict is one of"],
    ["?purpose=fun", "purpose is one of"],
    [`?host=${"a".repeat(254)}`, "host has at most"],
  ])("refuses %s with a sentence", async (query, sentence) => {
    const world = await givenWorkspace();
    const params = { workspaceId: world.actor.workspaceId };
    const response = await callRoute(route.GET, { world, params, query });
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain(sentence);
  });

  it("forgets calls after its time, and no others", async () => {
    const world = await givenWorkspace();
    const aged = (days: number) => ({
      id: newId(),
      ownerWorkspaceId: world.actor.workspaceId,
      purpose: "webhook",
      method: "POST",
      host: `after-${days}.example`,
      hops: [],
      hiddenAddresses: [],
      verdict: "failed",
      bytes: 0,
      ms: 1,
      createdAt: new Date(clock.now().getTime() - days * DAY_MS),
    });
    const data = [OUTBOUND_LOG_DAYS - 1, OUTBOUND_LOG_DAYS + 1].map(aged);
    await withSystem((tx) => tx.outboundRequest.createMany({ data }));
    expect(await forgetOutboundRequests()).toBeGreaterThanOrEqual(1);
    expect((await logOf(world)).map(({ host }) => host)).toEqual(["after-89.example"]);
  });

  it("has the calls of the installation itself for the operator", async () => {
    await (await safeFetch(`${origin}/own`, { purpose: "payments" })).text();
    await recordedCalls();
    const rows = await withSystem((tx) =>
      tx.outboundRequest.findMany({ where: { ownerWorkspaceId: null, purpose: "payments" } }),
    );
    expect(rows.length).toBeGreaterThanOrEqual(1);
  });
});

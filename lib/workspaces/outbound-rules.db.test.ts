import { describe, expect, it } from "vitest";
import * as route from "@/app/api/v1/workspaces/[workspaceId]/outbound-rules/route";
import { probeUrl } from "@/lib/outbound";
import { callRoute, givenWorkspace, type World } from "@/test/world";

// Guarantee: what a workspace closes stays closed for its own calls, at once, and for nobody else's.

const put = (world: World, body: unknown) => callRoute(route.PUT, { world, method: "PUT", body });
const get = async (world: World): Promise<unknown> =>
  (await callRoute(route.GET, { world })).json();
const probe = (world: World, url: string, purpose: "webhook" | "ai" = "webhook") =>
  probeUrl(url, { purpose, workspaceId: world.actor.workspaceId });

describe("the outbound rules of a workspace", () => {
  it("narrow nothing before somebody sets them", async () => {
    const world = await givenWorkspace();
    expect(await get(world)).toEqual({ allow_hosts: [], deny_hosts: [], https_only: false });
    expect(await probe(world, "http://8.8.8.8/")).toMatchObject({ allow: true });
  });

  it("hold from the next call on, for this workspace only", async () => {
    const [world, other] = [await givenWorkspace(), await givenWorkspace()];
    const response = await put(world, {
      allow_hosts: ["8.8.8.8"],
      deny_hosts: [],
      https_only: true,
    });
    expect(response.status).toBe(200);
    expect(await probe(world, "https://8.8.4.4/")).toMatchObject({
      code: "HOST_NOT_ALLOWED",
      publicMessage: expect.stringContaining("ask an owner of the workspace") as string,
    });
    expect(await probe(world, "http://8.8.8.8/")).toMatchObject({
      code: "SCHEME_REFUSED",
      publicMessage: "Use an address that starts with https://.",
    });
    expect(await probe(world, "https://8.8.8.8/")).toMatchObject({ allow: true });
    expect(await probe(other, "http://8.8.4.4/")).toMatchObject({ allow: true });
    await put(world, { deny_hosts: ["8.8.8.8"] });
    expect(await probe(world, "https://8.8.8.8/")).toMatchObject({ code: "HOST_NOT_ALLOWED" });
    expect(await probe(world, "http://8.8.4.4/")).toMatchObject({ allow: true });
  });

  it("leave alone what the operator chose", async () => {
    const world = await givenWorkspace();
    await put(world, { allow_hosts: ["example.org"] });
    expect(await probe(world, "http://8.8.8.8/", "ai")).toMatchObject({ allow: true });
  });

  it("open no address inside", async () => {
    const world = await givenWorkspace();
    await put(world, { allow_hosts: ["10.0.0.1"] });
    expect(await probe(world, "http://10.0.0.1/")).toMatchObject({ code: "IP_REFUSED" });
  });

  it("are kept in one form, each host once", async () => {
    const world = await givenWorkspace();
    await put(world, { allow_hosts: ["Example.com", "example.com.", "*.B\u00fccher.example"] });
    expect(await get(world)).toMatchObject({
      allow_hosts: ["example.com", "*.xn--bcher-kva.example"],
    });
  });

  it.each(["https://example.com", "*", "exam ple.com", ""])("refuse %j as a host", async (text) => {
    const world = await givenWorkspace();
    const response = await put(world, { deny_hosts: [text] });
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { errors: { path: string }[] };
    expect(problem.errors[0]?.path).toMatch(/^deny_hosts/);
    expect(await get(world)).toMatchObject({ deny_hosts: [] });
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { API_PATHS } from "@/app/api/v1/_openapi";
import { METHODS } from "@/lib/http/route-shape";
import { newId } from "@/lib/platform/id";
import { BODIES, type Ids, idsOf, ROUTES, type Route } from "./routes";
import { callRoute, givenWorkspace, type World } from "./world";

// Guarantees that hold on every route, taken from the table that the OpenAPI document is made from: a
// new route is in here by being there.

const named = (routes: readonly Route[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const);
const operatorRoutes = ROUTES.filter(({ path }) => path.startsWith("/operator/"));
const memberRoutes = ROUTES.filter(({ shape }) => shape.access === "member");

type Json = Record<string, unknown>;

interface Sent {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

async function send(route: Route, params: Ids, world?: World): Promise<Sent> {
  const { method, shape, operation } = route;
  const body = shape.body === null ? {} : { body: BODIES[operation.id] };
  const file = shape.fileBytesMax === null ? {} : { rawBody: "x", query: "?alt=x&file_name=x.txt" };
  const who = world === undefined ? {} : { world };
  const response = await callRoute(route.handler, { method, params, ...who, ...body, ...file });
  const isProblem = response.headers.get("content-type") === "application/problem+json";
  const read = isProblem ? ((await response.json()) as Json) : {};
  if (!isProblem) await response.body?.cancel();
  return { status: response.status, body: { ...read, request_id: "" }, headers: response.headers };
}

let mine: World;
let theirs: World;
let theirIds: Ids;

const missingIds: Ids = Object.fromEntries(
  ROUTES.flatMap(({ names }) => names).map((name) => [name, name === "number" ? "1" : newId()]),
);

beforeAll(async () => {
  mine = await givenWorkspace();
  theirs = await givenWorkspace();
  theirIds = await idsOf(theirs);
});

describe("every route", () => {
  it.each(named(ROUTES.filter(({ shape }) => shape.access !== "public")))(
    "%s: 401 when nobody is signed in",
    async (_name, route) => {
      const params = { ...missingIds, workspaceId: theirs.actor.workspaceId };
      const { status, body, headers } = await send(route, params);
      expect([status, body["code"]]).toEqual([401, "unauthenticated"]);
      expect(headers.get("www-authenticate")).toBe("Bearer");
    },
  );

  it.each(named(operatorRoutes))(
    "%s: 403 for who does not run the installation",
    async (_name, route) => {
      const { status, body } = await send(route, missingIds, mine);
      expect([status, body["code"]]).toEqual([403, "forbidden"]);
    },
  );

  it.each(named(memberRoutes))(
    "%s: 404 for a stranger, as if the workspace did not exist",
    async (_name, route) => {
      const { workspaceId } = theirs.actor;
      const real = await send(route, { ...theirIds, workspaceId }, mine);
      const missing = await send(route, { ...theirIds, workspaceId: newId() }, mine);
      const malformed = await send(route, { ...theirIds, workspaceId: "1" }, mine);
      expect([real.status, real.body["code"]]).toEqual([404, "not_found"]);
      expect([missing.body, malformed.body]).toEqual([real.body, real.body]);
    },
  );

  it.each(named(memberRoutes.filter(({ names }) => names.length > 1)))(
    "%s: 404 for what is another workspace's, as if it did not exist",
    async (_name, route) => {
      const workspaceId = mine.actor.workspaceId;
      const foreign = await send(route, { ...theirIds, workspaceId }, mine);
      const missing = await send(route, { ...missingIds, workspaceId }, mine);
      expect([foreign.status, foreign.body["code"]]).toEqual([404, "not_found"]);
      expect(missing.body).toEqual(foreign.body);
    },
  );

  it("leaves what is another workspace's as it was", async () => {
    const where = { ownerWorkspaceId: theirs.actor.workspaceId };
    const left = await theirs.inWorkspace(async (tx) => [
      await tx.article.count({ where: { ...where, deletedAt: null } }),
      await tx.run.count({ where }),
      await tx.revision.count({ where }),
      await tx.destination.count({ where: { ...where, deletedAt: null } }),
      await tx.publication.count({ where: { ...where, status: "verified" } }),
      await tx.hook.count({ where }),
      await tx.invitation.count({ where }),
      await tx.upload.count({ where }),
    ]);
    expect(left).toEqual([1, 1, 2, 1, 1, 1, 1, 1]);
  });

  it.each(named(ROUTES.filter(({ shape }) => shape.body !== null)))(
    "%s: 415 for a body that does not say it is JSON",
    async (_name, route) => {
      const response = await callRoute(route.handler, {
        world: theirs,
        method: route.method,
        params: { ...theirIds, workspaceId: theirs.actor.workspaceId },
        rawBody: "{}",
        headers: { "content-type": "text/plain" },
      });
      expect([response.status, ((await response.json()) as Json)["code"]]).toEqual([
        415,
        "unsupported_media_type",
      ]);
    },
  );

  it.each(named(ROUTES.filter(({ operation }) => operation.answer.kind === "page")))(
    "%s: 400 for a page that can't be",
    async (_name, route) => {
      const response = await callRoute(route.handler, {
        world: theirs,
        params: { ...theirIds, workspaceId: theirs.actor.workspaceId },
        query: "?limit=0",
      });
      expect([response.status, ((await response.json()) as Json)["code"]]).toEqual([
        400,
        "invalid_query",
      ]);
    },
  );

  it.each(API_PATHS.map((doc) => [doc.path, doc.handlers] as const))(
    "%s: 405 for a method that it does not have, with the list of those that it has",
    async (_path, handlers) => {
      const there = METHODS.filter((method) => handlers[method].shape !== undefined);
      const allow = there.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
      const others = METHODS.filter((method) => !there.includes(method));
      expect(others).not.toEqual([]);
      for (const method of others) {
        const response = await callRoute(handlers[method], { method });
        expect([method, response.status]).toEqual([method, 405]);
        expect(response.headers.get("allow")?.split(", ").sort()).toEqual([...allow].sort());
      }
    },
  );
});

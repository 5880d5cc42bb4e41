import { describe, expect, it } from "vitest";
import * as article from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/route";
import * as articles from "@/app/api/v1/workspaces/[workspaceId]/articles/route";
import * as invitations from "@/app/api/v1/workspaces/[workspaceId]/invitations/route";
import * as members from "@/app/api/v1/workspaces/[workspaceId]/members/route";
import { newId } from "@/lib/platform/id";
import { callRoute, givenWorkspace, type World } from "@/test/world";

const BODY = { brief: { topic: "Tides" } };

interface Listed {
  readonly data: { readonly id: string }[];
  readonly next_cursor: string | null;
}

const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
const create = (world: World, body: unknown = BODY, key?: string) =>
  callRoute(articles.POST, {
    world,
    body,
    ...(key === undefined ? {} : { headers: { "idempotency-key": key } }),
  });
const idOf = async (response: Response) => String((await json(response))["id"]);
const list = async (world: World, query: string) =>
  (await (await callRoute(articles.GET, { world, query })).json()) as Listed;

describe("articles of a workspace", () => {
  it("401: nobody is signed in", async () => {
    const { workspaceId } = (await givenWorkspace()).actor;
    const response = await callRoute(articles.GET, { params: { workspaceId } });
    expect(response.status).toBe(401);
  });

  it("403: another site may not write with the browser's cookie", async () => {
    const world = await givenWorkspace();
    const headers = { origin: "https://evil.example" };
    const response = await callRoute(articles.POST, { world, body: BODY, headers });
    expect([response.status, (await json(response))["code"]]).toEqual([403, "cross_origin"]);
  });

  it("404: another workspace's article answers like one that does not exist", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    const articleId = await idOf(await create(theirs));
    const { workspaceId } = theirs.actor;
    const missing = await callRoute(article.GET, { world: mine, params: { articleId: newId() } });
    const expected = { ...(await json(missing)), request_id: "" };
    expect(missing.status).toBe(404);
    const attempts = [
      { world: mine, params: { articleId } },
      { world: mine, params: { articleId, workspaceId } },
      { world: mine, params: { articleId: "1", workspaceId } },
      { world: mine, params: { articleId: newId(), workspaceId: newId() } },
    ];
    for (const attempt of attempts) {
      const response = await callRoute(article.GET, attempt);
      expect({ ...(await json(response)), request_id: "" }).toEqual(expected);
    }
  });

  it("403: a member without the right", async () => {
    const [owner, guest] = [await givenWorkspace(), await givenWorkspace()];
    const added = await callRoute(members.POST, {
      world: owner,
      body: { email: guest.email, role: "member" },
    });
    expect(added.status).toBe(201);
    const params = { workspaceId: owner.actor.workspaceId };
    expect((await callRoute(articles.GET, { world: guest, params })).status).toBe(200);
    const body = { email: "new@example.org", role: "owner" };
    const response = await callRoute(invitations.POST, { world: guest, params, body });
    expect([response.status, (await json(response))["code"]]).toEqual([403, "forbidden"]);
  });

  it("405: a method that is not there, with the list of those that are", async () => {
    const world = await givenWorkspace();
    const response = await callRoute(articles.DELETE, { world, method: "DELETE" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  });

  it("409: an idempotency key with another body", async () => {
    const world = await givenWorkspace();
    expect((await create(world, BODY, "key-1")).status).toBe(201);
    const response = await create(world, { brief: { topic: "Winds" } }, "key-1");
    expect([response.status, (await json(response))["code"]]).toEqual([
      409,
      "idempotency_conflict",
    ]);
  });

  it("201: an idempotency key replays the first answer, also at once", async () => {
    const world = await givenWorkspace();
    const responses = await Promise.all([
      create(world, BODY, "key-1"),
      create(world, BODY, "key-1"),
    ]);
    responses.push(await create(world, BODY, "key-1"));
    expect(responses.map((response) => response.status)).toEqual([201, 201, 201]);
    expect(responses.at(-1)?.headers.get("idempotent-replayed")).toBe("true");
    expect(new Set(await Promise.all(responses.map(idOf))).size).toBe(1);
    expect((await list(world, "")).data).toHaveLength(1);
  });

  it("201: a call that was refused leaves its key free", async () => {
    const world = await givenWorkspace();
    expect((await create(world, { brief: {} }, "key-1")).status).toBe(400);
    expect((await create(world, BODY, "key-1")).status).toBe(201);
  });

  it.each(["?limit=0", "?limit=201", "?limit=x", "?cursor=%00", "?cursor=ISEh"])(
    "400: %s",
    async (query) => {
      const world = await givenWorkspace();
      const response = await callRoute(articles.GET, { world, query });
      expect([response.status, (await json(response))["code"]]).toEqual([400, "invalid_query"]);
    },
  );

  it("200: pages stay as they were while articles are added", async () => {
    const world = await givenWorkspace();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift(await idOf(await create(world)));
    const first = await list(world, "?limit=2");
    await create(world);
    const second = await list(world, `?limit=2&cursor=${first.next_cursor ?? ""}`);
    const third = await list(world, `?limit=2&cursor=${second.next_cursor ?? ""}`);
    const seen = [first, second, third].flatMap((page) => page.data.map((row) => row.id));
    expect(seen).toEqual(ids);
    expect(third.next_cursor).toBeNull();
  });
});

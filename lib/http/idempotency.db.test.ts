import { describe, expect, it } from "vitest";
import * as sourceFiles from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/source-files/route";
import * as sources from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/sources/route";
import * as workspaces from "@/app/api/v1/workspaces/route";
import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { findWorkspaces } from "@/lib/workspaces";
import { givenArticle } from "@/test/stories";
import { callRoute, givenWorkspace, type World } from "@/test/world";
import { once } from "./idempotency";
import { workspaceRecords } from "./idempotency-records";

type Json = Record<string, unknown>;
const json = async (response: Response) => (await response.json()) as Json;
const outcome = async (response: Response) => {
  const { code, id } = await json(response);
  return [response.status, code ?? id];
};

const create = (world: World, key: string, name = "Harbour news") =>
  callRoute(workspaces.POST, { world, body: { name }, headers: { "idempotency-key": key } });
const countOf = async (world: World) => (await findWorkspaces(world.principal)).length;

/** Makes the record of a person's key look as if its request had died before it answered. */
async function cutOff(world: World, secondsAgo: number): Promise<void> {
  const { count } = await withSystem((tx) =>
    tx.userIdempotencyRecord.updateMany({
      where: { userId: world.actor.userId },
      data: { status: null, createdAt: new Date(clock.now().getTime() - secondsAgo * 1000) },
    }),
  );
  expect(count).toBe(1);
}

describe("POST /workspaces with an Idempotency-Key", () => {
  it.each(["", "two words", "clé", "x".repeat(256)])("400: the key %j", async (key) => {
    const world = await givenWorkspace();
    expect(await outcome(await create(world, key))).toEqual([400, "invalid_request"]);
    expect(await countOf(world)).toBe(1);
  });

  it("409: the same key with another body makes nothing", async () => {
    const world = await givenWorkspace();
    expect((await create(world, "key-1")).status).toBe(201);
    const again = await create(world, "key-1", "Other news");
    expect(await outcome(again)).toEqual([409, "idempotency_conflict"]);
    expect(await countOf(world)).toBe(2);
  });

  it("409: while the first request is at work, with the time to try again", async () => {
    const world = await givenWorkspace();
    await create(world, "key-1");
    await cutOff(world, 0);
    const again = await create(world, "key-1");
    expect(again.headers.get("retry-after")).toBe("1");
    expect(await outcome(again)).toEqual([409, "idempotency_conflict"]);
  });

  it("409: a refused request leaves its key free", async () => {
    const [first, second] = [await givenWorkspace(), await givenWorkspace()];
    const headers = { "idempotency-key": "key-1" };
    const body = { name: "Harbour news", slug: first.slug };
    const refused = await callRoute(workspaces.POST, { world: second, body, headers });
    expect(await outcome(refused)).toEqual([409, "slug_taken"]);
    expect((await create(second, "key-1")).status).toBe(201);
  });

  it("201: the same key with the same body is answered alike, and made once", async () => {
    const world = await givenWorkspace();
    const first = await create(world, "key-1");
    const again = await create(world, "key-1");
    expect([first, again].map((one) => one.headers.get("idempotent-replayed"))).toEqual([
      null,
      "true",
    ]);
    expect(await json(again)).toEqual(await json(first));
    expect(await countOf(world)).toBe(2);
  });

  it("201: several at once make one", async () => {
    const world = await givenWorkspace();
    const answers = await Promise.all([1, 2, 3, 4].map(() => create(world, "key-1")));
    const seen = await Promise.all(answers.map(outcome));
    expect(new Set(seen.map(String)).size).toBe(1);
    expect(seen[0]?.[0]).toBe(201);
    expect(await countOf(world)).toBe(2);
  });

  it("201: after a request that died between its effect and its answer, what it made", async () => {
    const world = await givenWorkspace();
    const first = await outcome(await create(world, "key-1"));
    await cutOff(world, 61);
    const answers = await Promise.all([1, 2, 3].map(() => create(world, "key-1")));
    expect(await Promise.all(answers.map(outcome))).toEqual([first, first, first]);
    expect(await countOf(world)).toBe(2);
  });

  it("201: another person's same key is another key", async () => {
    const [first, second] = [await givenWorkspace(), await givenWorkspace()];
    const seen = [await create(first, "key-1"), await create(second, "key-1", "Other news")];
    expect(seen.map((response) => response.status)).toEqual([201, 201]);
  });
});

describe("a call that is made once", () => {
  const call = (world: World, key: string) => ({
    records: workspaceRecords(world.actor),
    key,
    operation: "test",
    bodyBytes: new Uint8Array(0),
  });

  it.each([
    ["a failure that nobody expected", new Error("the connection broke"), true],
    ["a part that does not answer", new AppError("unavailable"), true],
    ["a refusal", new AppError("wrong_state"), false],
  ])("keeps its id after %s: %s", async (_name, failure, isKept) => {
    const world = await givenWorkspace();
    const ids: string[] = [];
    const run = (id: string) => {
      ids.push(id);
      return ids.length === 1
        ? Promise.reject(failure)
        : Promise.resolve({ status: 201, body: { id } });
    };
    await expect(once(call(world, "key-1"), run)).rejects.toBe(failure);
    expect((await once(call(world, "key-1"), run)).status).toBe(201);
    expect(ids).toHaveLength(2);
    expect(ids[0] === ids[1]).toBe(isKept);
  });
});

describe("POST …/source-files with an Idempotency-Key", () => {
  it("409 for another file or another name; the same file is added once", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    const send = (text: string, query: string) =>
      callRoute(sourceFiles.POST, {
        world,
        params: { articleId },
        rawBody: text,
        query,
        headers: { "idempotency-key": "key-1", "content-type": "text/plain" },
      });
    const first = await outcome(await send("Tides rise.", "?file_name=a.txt"));
    expect(first[0]).toBe(201);
    const conflict = [409, "idempotency_conflict"];
    expect(await outcome(await send("Tides fall.", "?file_name=a.txt"))).toEqual(conflict);
    expect(await outcome(await send("Tides rise.", "?file_name=b.txt"))).toEqual(conflict);
    expect(await outcome(await send("Tides rise.", "?file_name=a.txt"))).toEqual(first);
    const listed = await json(await callRoute(sources.GET, { world, params: { articleId } }));
    const kinds = (listed["data"] as { kind: string }[]).map((source) => source.kind);
    expect(kinds.filter((kind) => kind === "file")).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import { findAuditEvents } from "@/lib/audit";
import { createArticle } from "@/lib/pipeline";
import { newId } from "@/lib/platform/id";
import { givenWorkspace, type World } from "@/test/world";

const ALL = { limit: 50, after: null };

async function addArticles(world: World, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  for (const id of ids) await createArticle(world.actor, id, { brief: { topic: "Tides" } });
  return ids;
}

describe("findAuditEvents", () => {
  it("never shows another workspace's events, whatever the action", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    await addArticles(theirs, 1);
    expect((await findAuditEvents(mine.actor, ALL, "article.created")).data).toEqual([]);
    const all = (await findAuditEvents(mine.actor, ALL)).data;
    expect(new Set(all.map(({ actor_id }) => actor_id))).toEqual(new Set([mine.actor.userId]));
  });

  it("takes an action as a whole name: a part of one finds nothing", async () => {
    const world = await givenWorkspace();
    await addArticles(world, 1);
    for (const action of ["article", "article.%", "ARTICLE.CREATED"]) {
      expect((await findAuditEvents(world.actor, ALL, action)).data, action).toEqual([]);
    }
  });

  it("pages through one action, the latest first, and leaves none out", async () => {
    const world = await givenWorkspace();
    const ids = await addArticles(world, 3);
    const first = await findAuditEvents(world.actor, { limit: 2, after: null }, "article.created");
    const after = first.data.at(-1)?.id ?? null;
    const second = await findAuditEvents(world.actor, { limit: 2, after }, "article.created");
    expect([...first.data, ...second.data].map(({ subject_id }) => subject_id)).toEqual(
      ids.toReversed(),
    );
    expect([first.next_cursor === null, second.next_cursor]).toEqual([false, null]);
  });
});

import { describe, expect, it } from "vitest";
import {
  createArticle,
  decideOutline,
  deleteArticle,
  findArticles,
  findWaiting,
} from "@/lib/pipeline";
import { newId } from "@/lib/platform/id";
import { addMember, removeMember } from "@/lib/workspaces";
import { drain } from "@/test/drive";
import { givenArticle, givenRun, refusal } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";

const ALL = { limit: 50, after: null };

async function givenTitles(world: World, titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    await createArticle(world.actor, newId(), { title, brief: { topic: title } });
  }
}

async function search(world: World, query: string): Promise<string[]> {
  return (await findArticles(world.actor, ALL, query)).data.map(({ title }) => title);
}

describe("findArticles with a query", () => {
  it("never finds another workspace's article, and none that was put away", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    await givenTitles(theirs, ["Tides at the coast"]);
    const id = newId();
    await createArticle(mine.actor, id, { brief: { topic: "Tides of old" } });
    await deleteArticle(mine.actor, id);
    expect(await search(mine, "tides")).toEqual([]);
  });

  it("refuses a query that is longer than any title", async () => {
    const { actor } = await givenWorkspace();
    expect(await refusal(findArticles(actor, ALL, "x".repeat(2000)))).toBe("invalid_query");
  });

  it.each([
    ["%", ["Up by 100% in a year"]],
    ["_", ["The file names_with_lines"]],
    ["\\", [String.raw`A path like C:\temp`]],
    ["100_", []],
    ["%a%", []],
    [String.raw`\%`, []],
  ])("finds %s as it is written", async (query, found) => {
    const world = await givenWorkspace();
    await givenTitles(world, [
      "Up by 100% in a year",
      "The file names_with_lines",
      String.raw`A path like C:\temp`,
      "1000 apples",
    ]);
    expect(await search(world, query)).toEqual(found);
  });

  it("finds a part of a title in upper and lower case, the latest first", async () => {
    const world = await givenWorkspace();
    await givenTitles(world, ["Ärger with TIDES", "Harbours", "Low tides"]);
    expect(await search(world, "  Tides ")).toEqual(["Low tides", "Ärger with TIDES"]);
    expect(await search(world, "äRGER")).toEqual(["Ärger with TIDES"]);
    expect(await search(world, " ")).toHaveLength(3);
  });
});

describe("findWaiting", () => {
  it("never shows what waits in another workspace", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    await givenRun(theirs, await givenArticle(theirs));
    expect(await findWaiting(mine.actor, 10)).toEqual([]);
    expect(await findWaiting(theirs.actor, 10)).toHaveLength(1);
  });

  it("forgets a run whose article was put away, and one that is being worked on", async () => {
    const world = await givenWorkspace();
    const [away, busy] = [await givenArticle(world), await givenArticle(world)];
    await givenRun(world, away);
    const run = await givenRun(world, busy);
    await deleteArticle(world.actor, away);
    await decideOutline(world.actor, run.id, { decision: "approve" });
    expect(await findWaiting(world.actor, 10)).toEqual([]);
    await drain(world);
    expect(await findWaiting(world.actor, 10)).toMatchObject([
      { article_id: busy, waiting_for: "review" },
    ]);
  });

  it("has the longest waiting first, also when there are more than asked for", async () => {
    const world = await givenWorkspace();
    const [first, second] = [await givenArticle(world), await givenArticle(world)];
    await givenRun(world, second);
    await givenRun(world, first);
    const waiting = await findWaiting(world.actor, 10);
    expect(waiting.map(({ article_id }) => article_id)).toEqual([second, first]);
    expect(await findWaiting(world.actor, 1)).toEqual(waiting.slice(0, 1));
  });

  it("names who asked for the run, and nobody once they have left", async () => {
    const [owner, guest] = [await givenWorkspace(), await givenWorkspace()];
    const member = await addMember(owner.actor, newId(), { email: guest.email, role: "member" });
    const asMember: World = {
      ...owner,
      actor: { ...owner.actor, userId: guest.actor.userId, role: "member" },
    };
    await givenRun(asMember, await givenArticle(asMember));
    expect(await findWaiting(owner.actor, 10)).toMatchObject([{ asked_by: "Pat Person" }]);
    await removeMember(owner.actor, member.id);
    expect(await findWaiting(owner.actor, 10)).toMatchObject([{ asked_by: null }]);
  });
});

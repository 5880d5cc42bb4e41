import { describe, expect, it } from "vitest";
import { deleteArticle, getArticle } from "@/lib/pipeline";
import { clock } from "@/lib/platform/clock";
import {
  countPublications,
  findCalendar,
  findTroubledPublications,
  publishArticle,
} from "@/lib/publishing";
import { drain } from "@/test/drive";
import { givenApproved, givenHosted, requestPublication } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A span that begins so many days from now and lasts one. */
function dayFromNow(days: number): { from: Date; to: Date } {
  const middle = clock.now().getTime() + days * DAY_MS;
  return { from: new Date(middle - DAY_MS / 2), to: new Date(middle + DAY_MS / 2) };
}

async function plan(world: World, articleId: string, at: Date): Promise<string> {
  const destination_id = await givenHosted(world);
  await publishArticle(world.actor, articleId, {
    destination_id,
    mode: "publish",
    scheduled_at: at.toISOString(),
  });
  return destination_id;
}

const TODAY = dayFromNow(0);
const WEEK = { from: dayFromNow(-3).from, to: dayFromNow(3).to };

describe("findCalendar", () => {
  it("never shows another workspace's publications", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    await requestPublication(theirs, await givenApproved(theirs));
    expect(await findCalendar(mine.actor, WEEK, 10)).toEqual([]);
    expect(await findCalendar(theirs.actor, WEEK, 10)).toHaveLength(1);
  });

  it("forgets what an article that was put away had published", async () => {
    const world = await givenWorkspace();
    const articleId = await givenApproved(world);
    await requestPublication(world, articleId);
    await deleteArticle(world.actor, articleId);
    expect(await findCalendar(world.actor, WEEK, 10)).toEqual([]);
  });

  it("has a planned publication at its time only, from the first moment of a span to before its end", async () => {
    const world = await givenWorkspace();
    const articleId = await givenApproved(world);
    const at = new Date(clock.now().getTime() + 2 * DAY_MS);
    await plan(world, articleId, at);
    expect(await findCalendar(world.actor, TODAY, 10)).toEqual([]);
    const before = { from: new Date(at.getTime() - DAY_MS), to: at };
    const from = { from: at, to: new Date(at.getTime() + 1) };
    expect(await findCalendar(world.actor, before, 10)).toEqual([]);
    expect(await findCalendar(world.actor, from, 10)).toMatchObject([
      {
        article_id: articleId,
        at: at.toISOString(),
        scheduled_at: at.toISOString(),
        verified_at: null,
        status: "queued",
      },
    ]);
  });

  it("has what was published on the day when it was found on the site, in order with the rest", async () => {
    const world = await givenWorkspace();
    const articleId = await givenApproved(world);
    const { title } = await getArticle(world.actor, articleId);
    await requestPublication(world, articleId);
    await drain(world);
    await plan(world, articleId, new Date(clock.now().getTime() + DAY_MS));
    const entries = await findCalendar(world.actor, WEEK, 10);
    expect(entries.map(({ status, scheduled_at }) => [status, scheduled_at !== null])).toEqual([
      ["verified", false],
      ["queued", true],
    ]);
    expect(entries[0]).toMatchObject({ title, destination_name: "Site", mode: "publish" });
    expect(await findCalendar(world.actor, WEEK, 1)).toHaveLength(1);
  });
});

describe("findTroubledPublications", () => {
  it("shows those in trouble of this workspace alone", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    for (const world of [mine, theirs]) {
      const id = await requestPublication(world, await givenApproved(world));
      expect(await findTroubledPublications(world.actor, 10)).toEqual([]);
      await world.inWorkspace((tx) =>
        tx.publication.update({
          where: { ownerWorkspaceId_id: { ownerWorkspaceId: world.actor.workspaceId, id } },
          data: { status: "drifted" },
        }),
      );
    }
    const [entry, ...others] = await findTroubledPublications(mine.actor, 10);
    expect([entry?.status, others]).toEqual(["drifted", []]);
  });
});

describe("countPublications", () => {
  it("counts by destination, and nothing of another workspace", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    await requestPublication(theirs, await givenApproved(theirs));
    const articleId = await givenApproved(mine);
    const at = new Date(clock.now().getTime() + DAY_MS);
    const used = [await plan(mine, articleId, at), await plan(mine, articleId, at)];
    const unused = await givenHosted(mine);
    const counts = await countPublications(mine.actor);
    expect(counts).toEqual(new Map(used.map((id) => [id, 1])));
    expect(counts.has(unused)).toBe(false);
  });

  it("counts a copy once, however often it is published again", async () => {
    const world = await givenWorkspace();
    const articleId = await givenApproved(world);
    const input = { destination_id: await givenHosted(world), mode: "publish" as const };
    await publishArticle(world.actor, articleId, input);
    await publishArticle(world.actor, articleId, input);
    expect((await countPublications(world.actor)).get(input.destination_id)).toBe(1);
  });
});

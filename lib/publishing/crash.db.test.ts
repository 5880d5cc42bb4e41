import { describe, expect, it } from "vitest";
import { newId } from "@/lib/platform/id";
import { deliverPublication, getPublication } from "@/lib/publishing";
import { drain } from "@/test/drive";
import { givenApproved, requestPublication } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";

const { signal } = new AbortController();

async function givenPublication(world: World) {
  const articleId = await givenApproved(world);
  const publicationId = await requestPublication(world, articleId);
  return { workspaceId: world.actor.workspaceId, publicationId, generation: 1 };
}

const pagesOf = (world: World) =>
  world.inWorkspace((tx) =>
    tx.hostedPage.findMany({ where: { ownerWorkspaceId: world.actor.workspaceId } }),
  );

describe("a delivery", () => {
  it("whose worker died is looked up, and the page exists once", async () => {
    const world = await givenWorkspace();
    const job = await givenPublication(world);
    await deliverPublication(job, signal);
    // The page was written, and the worker died before it could say so.
    const where = { ownerWorkspaceId: job.workspaceId, publicationId: job.publicationId };
    await world.inWorkspace(async (tx) => {
      await tx.publicationAttempt.updateMany({
        where,
        data: { state: "sending", detail: null, finishedAt: null },
      });
      await tx.publication.updateMany({
        where: { ownerWorkspaceId: job.workspaceId, id: job.publicationId },
        data: { status: "sending", remoteId: null, remoteUrl: null, remoteLock: null },
      });
    });
    const [before] = await pagesOf(world);
    await deliverPublication(job, signal);
    const publication = await getPublication(world.actor, job.publicationId);
    expect(publication.status).toBe("verified");
    expect(publication.attempts.map((attempt) => attempt.state).toSorted()).toEqual([
      "succeeded",
      "unknown",
    ]);
    const pages = await pagesOf(world);
    expect(pages.map((page) => [page.slug, page.publishedAt])).toEqual([
      [before?.slug, before?.publishedAt],
    ]);
  });

  it("that comes again after it is done changes nothing", async () => {
    const world = await givenWorkspace();
    const job = await givenPublication(world);
    await deliverPublication(job, signal);
    const before = await getPublication(world.actor, job.publicationId);
    await deliverPublication(job, signal);
    await deliverPublication({ ...job, publicationId: newId() }, signal);
    expect(await getPublication(world.actor, job.publicationId)).toEqual(before);
  });

  it("of an older request than the present one sends nothing", async () => {
    const world = await givenWorkspace();
    const job = await givenPublication(world);
    await deliverPublication({ ...job, generation: 0 }, signal);
    expect(await pagesOf(world)).toEqual([]);
  });

  it("that two workers have at once makes one page", async () => {
    const world = await givenWorkspace();
    const job = await givenPublication(world);
    await Promise.all([deliverPublication(job, signal), deliverPublication(job, signal)]);
    await drain(world);
    expect(await pagesOf(world)).toHaveLength(1);
    expect((await getPublication(world.actor, job.publicationId)).status).toBe("verified");
  });
});

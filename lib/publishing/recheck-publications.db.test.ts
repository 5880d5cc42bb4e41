import { expect, it } from "vitest";
import { clock, setClock } from "@/lib/platform/clock";
import { getPublication, recheckPublications } from "@/lib/publishing";
import { drain } from "@/test/drive";
import { givenApproved, requestPublication } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";

async function givenVerified(): Promise<{
  world: World;
  articleId: string;
  publicationId: string;
}> {
  const world = await givenWorkspace();
  const articleId = await givenApproved(world);
  const publicationId = await requestPublication(world, articleId);
  await drain(world);
  return { world, articleId, publicationId };
}

/** Looks again as if two hours had gone by. */
async function recheckLater(): Promise<void> {
  const later = new Date(clock.now().getTime() + 2 * 60 * 60 * 1000);
  const restore = setClock({ now: () => later });
  await recheckPublications().finally(restore);
}

it("leaves a copy alone that is as it was approved", async () => {
  const { world, publicationId } = await givenVerified();
  await recheckLater();
  expect((await getPublication(world.actor, publicationId)).status).toBe("verified");
});

it("says that a copy has changed at its destination, and how", async () => {
  const { world, articleId, publicationId } = await givenVerified();
  await world.inWorkspace((tx) =>
    tx.hostedPage.updateMany({
      where: { ownerWorkspaceId: world.actor.workspaceId, articleId },
      data: { title: "Changed by somebody" },
    }),
  );
  await recheckLater();
  const publication = await getPublication(world.actor, publicationId);
  expect(publication.status).toBe("drifted");
  expect(publication.error?.message).toContain("title");
});

it("says that a copy is gone", async () => {
  const { world, articleId, publicationId } = await givenVerified();
  await world.inWorkspace((tx) =>
    tx.hostedPage.deleteMany({ where: { ownerWorkspaceId: world.actor.workspaceId, articleId } }),
  );
  await recheckLater();
  expect((await getPublication(world.actor, publicationId)).status).toBe("drifted");
});

import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/platform/id";
import {
  createDestination,
  deliverPublication,
  getPublication,
  publishArticle,
} from "@/lib/publishing";
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

  it("that another worker takes over while it ends does not wait for that one crosswise", async () => {
    const world = await givenWorkspace();
    const site = await startSlowSite();
    const { workspaceId } = world.actor;
    const destinationId = newId();
    await createDestination(world.actor, destinationId, {
      kind: "webhook",
      name: "Slow",
      url: site.url,
      credentials: { secret: `whsec_${Buffer.alloc(32, 5).toString("base64")}` },
    });
    const { id } = await publishArticle(world.actor, await givenApproved(world), {
      destination_id: destinationId,
      mode: "publish",
    });
    const first = deliverPublication({ workspaceId, publicationId: id, generation: 1 }, signal);
    await site.called;
    // What a worker does that takes the publication over: it locks it, then closes the attempt before.
    await world.inWorkspace(async (tx) => {
      await tx.$queryRaw`SELECT id FROM publications
        WHERE owner_workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
      site.answer();
      await pause(ENDING_MS);
      await tx.publicationAttempt.updateMany({
        where: { ownerWorkspaceId: workspaceId, publicationId: id, state: "sending" },
        data: { state: "unknown" },
      });
    });
    await first;
    site.close();
    const [attempt] = await world.inWorkspace((tx) =>
      tx.publicationAttempt.findMany({ where: { ownerWorkspaceId: workspaceId } }),
    );
    expect(attempt?.state).toBe("unknown");
  });
});

/** Long enough for the first delivery to have its answer and to wait for the lock. */
const ENDING_MS = 500;

/** A destination that says when it is called, and answers with an error when it is told to. */
async function startSlowSite() {
  const called = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    called.resolve();
    void released.promise.then(() => response.writeHead(500).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    called: called.promise,
    answer: () => released.resolve(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

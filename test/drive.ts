import { readSource, runStep } from "@/lib/pipeline";
import { deliverPublication } from "@/lib/publishing";
import type { World } from "./world";

// Does a workspace's waiting work without the queue: what is to be done is read from the rows.

/** More rounds than any test needs: a workspace that goes on for longer never comes to rest. */
const ROUNDS_MAX = 40;

/** Works until nothing of the workspace is waiting for a worker. */
export async function drain(world: World): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const jobs = await findJobs(world);
    if (jobs.length === 0) return;
    for (const job of jobs) await job();
  }
  throw new Error("The workspace does not come to rest.");
}

async function findJobs(world: World): Promise<(() => Promise<void>)[]> {
  const { workspaceId } = world.actor;
  const { signal } = new AbortController();
  const ownerWorkspaceId = workspaceId;
  const { sources, steps, publications } = await world.inWorkspace(async (tx) => ({
    sources: await tx.source.findMany({ where: { ownerWorkspaceId, status: "pending" } }),
    steps: await tx.step.findMany({ where: { ownerWorkspaceId, status: "queued" } }),
    publications: await tx.publication.findMany({
      where: { ownerWorkspaceId, status: { in: ["queued", "unknown"] } },
    }),
  }));
  return [
    ...sources.map(
      ({ id }) =>
        () =>
          readSource({ workspaceId, sourceId: id }, signal),
    ),
    ...steps.map(
      ({ runId, id }) =>
        () =>
          runStep({ workspaceId, runId, stepId: id }, signal),
    ),
    ...publications.map(
      ({ id, generation }) =>
        () =>
          deliverPublication({ workspaceId, publicationId: id, generation }, signal),
    ),
  ];
}

import { setTimeout as pause } from "node:timers/promises";
import { withSystem } from "@/lib/platform/db";

const LOOK_MS = 30;

/** How far the work of a workspace has come; it changes whenever a piece of work is done. */
export function progressOf(workspaceId: string): Promise<string> {
  const where = { ownerWorkspaceId: workspaceId };
  return withSystem(async (tx) => {
    const done = [
      await tx.source.count({ where: { ...where, status: "ready" } }),
      await tx.step.count({ where: { ...where, status: { in: ["succeeded", "waiting"] } } }),
      await tx.publication.count({ where: { ...where, status: "verified" } }),
      await tx.hookDelivery.count({ where: { ...where, status: "delivered" } }),
    ];
    return done.join(" ");
  });
}

/** What of a workspace waits for a worker or is with one, in words for a failed test. */
export function openWork(workspaceId: string): Promise<string[]> {
  const where = { ownerWorkspaceId: workspaceId };
  return withSystem(async (tx) => {
    const sources = await tx.source.findMany({
      where: { ...where, status: { in: ["pending", "fetching"] } },
    });
    const steps = await tx.step.findMany({
      where: { ...where, status: { in: ["queued", "running"] } },
    });
    const publications = await tx.publication.findMany({
      where: { ...where, status: { in: ["queued", "sending", "unknown"] } },
    });
    const deliveries = await tx.hookDelivery.findMany({ where: { ...where, status: "queued" } });
    return [
      ...sources.map(({ status, fetchCount }) => `source ${status}, fetched ${fetchCount} times`),
      ...steps.map(
        ({ name, status, attemptCount }) => `step ${name} ${status}, try ${attemptCount}`,
      ),
      ...publications.map(({ status }) => `publication ${status}`),
      ...deliveries.map(({ attemptCount }) => `hook delivery, try ${attemptCount}`),
    ];
  });
}

/** Whether nothing of a workspace waits for a worker or is with one. */
export async function isAtRest(workspaceId: string): Promise<boolean> {
  return (await openWork(workspaceId)).length === 0;
}

/** The most attempts of one workspace that living workers had at one time. */
export async function mostAtOnce(workspaceId: string): Promise<number> {
  const attempts = await withSystem((tx) =>
    tx.attempt.findMany({ where: { ownerWorkspaceId: workspaceId } }),
  );
  const moves = attempts
    .flatMap(({ startedAt, finishedAt, heartbeatAt, errorCode }) => {
      // Of a worker that died, the last that is known is its heartbeat.
      const end = errorCode === "worker_lost" ? heartbeatAt : finishedAt;
      return [
        { at: startedAt.getTime(), by: 1 },
        { at: end?.getTime() ?? Number.MAX_SAFE_INTEGER, by: -1 },
      ];
    })
    // One that ends in the same millisecond as another begins has made room for it.
    .sort((one, other) => (one.at === other.at ? one.by - other.by : one.at - other.at));
  let now = 0;
  let most = 0;
  for (const { by } of moves) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

/** Waits until `look` says yes. @throws when it has not within the time. */
export async function until(
  what: () => Promise<string> | string,
  withinMs: number,
  look: () => Promise<boolean> | boolean,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await look())) {
    if (Date.now() > deadline)
      throw new Error(`Still waiting after ${withinMs} ms: ${await what()}.`);
    await pause(LOOK_MS);
  }
}

import type { Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/queue";

/** Gives a source to the workers to be read. */
export async function enqueueSource(tx: Tx, workspaceId: string, sourceId: string): Promise<void> {
  await enqueue(tx, { queue: "fetch-source", workspaceId, payload: { workspaceId, sourceId } });
}

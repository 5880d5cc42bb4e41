import { recordEvent } from "@/lib/audit";
import { clock } from "@/lib/platform/clock";
import { withSystem, withWorkspace } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import type { Publication } from "@/prisma/generated/client";
import { connectorFor } from "./connector";
import { documentOf } from "./document";
import { knownRemote } from "./known-remote";
import { wantedState } from "./wanted-state";

const RECHECK_AFTER_MS = 60 * 60 * 1000;
const BATCH_MAX = 10;
const CALL_TIMEOUT_MS = 20_000;

/**
 * Reads copies back that were verified an hour ago or longer. One that differs from what was approved,
 * or is gone, is marked as drifted; nothing is sent. A destination that does not answer is asked again
 * an hour later. Returns how many drifted.
 */
export async function recheckPublications(): Promise<number> {
  const before = new Date(clock.now().getTime() - RECHECK_AFTER_MS);
  const due = await withSystem((tx) =>
    tx.publication.findMany({
      where: { status: "verified", verifiedAt: { lt: before }, destination: { deletedAt: null } },
      orderBy: { verifiedAt: "asc" },
      take: BATCH_MAX,
    }),
  );
  let drifted = 0;
  for (const publication of due) {
    const difference = await lookAt(publication);
    if (difference !== null) drifted += 1;
    await writeDown(publication, difference);
  }
  return drifted;
}

/** What differs at the destination, in words, or null. */
async function lookAt(publication: Publication): Promise<string | null> {
  const { ownerWorkspaceId: workspaceId } = publication;
  const remote = knownRemote(publication);
  if (remote === null) return null;
  const { document, destination } = await withWorkspace({ workspaceId }, async (tx) => ({
    document: await documentOf(
      tx,
      await tx.revision.findFirstOrThrow({
        where: {
          ownerWorkspaceId: workspaceId,
          articleId: publication.articleId,
          number: publication.revisionNumber,
        },
      }),
    ),
    destination: await tx.destination.findFirstOrThrow({
      where: { ownerWorkspaceId: workspaceId, id: publication.destinationId },
    }),
  }));
  const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
  const copy = await connectorFor(destination).read(
    remote,
    document,
    wantedState(publication),
    signal,
  );
  if (!copy.ok) {
    log.info("publication.not_rechecked", {
      publicationId: publication.id,
      reason: copy.failure.kind,
    });
    return null;
  }
  if (copy.value === null) return "The page is gone at the destination.";
  return copy.value.differences.length === 0 ? null : copy.value.differences.join(" ");
}

async function writeDown(publication: Publication, difference: string | null): Promise<void> {
  const { ownerWorkspaceId: workspaceId, id, generation } = publication;
  await withWorkspace({ workspaceId }, async (tx) => {
    const { count } = await tx.publication.updateMany({
      // A newer request goes before: it reads back what it has sent.
      where: { ownerWorkspaceId: workspaceId, id, generation, status: "verified" },
      data:
        difference === null
          ? { verifiedAt: clock.now() }
          : {
              status: "drifted",
              errorCode: "drifted",
              errorDetail: difference,
              updatedAt: clock.now(),
            },
    });
    if (count === 0 || difference === null) return;
    await recordEvent(tx, {
      workspaceId,
      userId: null,
      action: "publication.drifted",
      subjectKind: "publication",
      subjectId: id,
    });
  });
}

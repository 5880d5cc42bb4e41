import type { RemoteRef } from "@/lib/adapters/cms";
import type { Publication } from "@/prisma/generated/client";

/** The copy at the destination that we know of, or null while there is none. */
export function knownRemote(
  row: Pick<Publication, "remoteId" | "remoteUrl" | "remoteLock">,
): RemoteRef | null {
  const { remoteId: id, remoteUrl: url, remoteLock: lock } = row;
  return id === null ? null : { id, url, lock };
}

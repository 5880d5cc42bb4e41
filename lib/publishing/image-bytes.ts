import { withWorkspace } from "@/lib/platform/db";

/** The bytes of an image of the workspace, or null when there is none with this id. */
export async function readImage(workspaceId: string, id: string): Promise<Uint8Array | null> {
  return withWorkspace({ workspaceId }, async (tx) => {
    const row = await tx.upload.findFirst({
      where: { ownerWorkspaceId: workspaceId, id },
      select: { data: true },
    });
    return row === null ? null : row.data;
  });
}

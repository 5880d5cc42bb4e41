import { withSystem } from "@/lib/platform/db";

/** Whether a workspace, by its public name, vouches for its pages with this key. */
export async function hasIndexNowKey(workspaceSlug: string, key: string): Promise<boolean> {
  const count = await withSystem((tx) =>
    tx.hook.count({
      where: { kind: "indexnow", key, workspace: { slug: workspaceSlug, deletedAt: null } },
    }),
  );
  return count > 0;
}

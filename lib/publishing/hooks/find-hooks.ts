import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { type HookView, toHookView } from "./hook-view";

/** The hooks of a workspace by age. */
export async function findHooks(actor: Actor, page: PageQuery): Promise<Page<HookView>> {
  requirePermission(actor, "hook:manage");
  const rows = await withWorkspace(actor, (tx) =>
    tx.hook.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(page.after === null ? {} : { id: { gt: page.after } }),
      },
      orderBy: { id: "asc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => row.id, toHookView);
}

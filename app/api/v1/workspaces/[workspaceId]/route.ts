import { memberRoute, resource } from "@/lib/http/route";
import {
  deleteWorkspace,
  getWorkspace,
  UpdateWorkspaceInput,
  updateWorkspace,
} from "@/lib/workspaces";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({ handle: async ({ actor }) => Response.json(await getWorkspace(actor)) }),
  PATCH: memberRoute({
    body: UpdateWorkspaceInput,
    handle: async ({ actor, input }) => Response.json(await updateWorkspace(actor, input)),
  }),
  DELETE: memberRoute({
    handle: async ({ actor }) => {
      await deleteWorkspace(actor);
      return new Response(null, { status: 204 });
    },
  }),
});

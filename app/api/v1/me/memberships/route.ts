import { creatingUserRoute, resource } from "@/lib/http/route";
import { JoinInput, joinWorkspace } from "@/lib/workspaces";

/** Takes up an invitation with the account one has: 201 and the workspace. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: creatingUserRoute({
    operation: "join workspace",
    body: JoinInput,
    handle: async ({ principal, input }) => ({
      status: 201,
      body: { workspace: await joinWorkspace(principal, input.invite) },
    }),
  }),
});

import { resource, userRoute } from "@/lib/http/route";
import { JoinInput, joinWorkspace } from "@/lib/workspaces";

/** Takes up an invitation with the account one has: 201 and the workspace. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: userRoute({
    body: JoinInput,
    handle: async ({ principal, input }) =>
      Response.json(
        { workspace: await joinWorkspace(principal, input.invite) },
        {
          status: 201,
        },
      ),
  }),
});

import { creatingUserRoute, resource, userRoute } from "@/lib/http/route";
import { CreateWorkspaceInput, createWorkspace, findWorkspaces } from "@/lib/workspaces";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal }) =>
      Response.json({ data: await findWorkspaces(principal), next_cursor: null }),
  }),
  POST: creatingUserRoute({
    operation: "create workspace",
    body: CreateWorkspaceInput,
    handle: async ({ principal, id, input }) => ({
      status: 201,
      body: await createWorkspace(principal, id, input),
    }),
  }),
});

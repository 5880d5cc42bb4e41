import { resource, userRoute } from "@/lib/http/route";
import { newId } from "@/lib/platform/id";
import { CreateWorkspaceInput, createWorkspace, findWorkspaces } from "@/lib/workspaces";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal }) =>
      Response.json({ data: await findWorkspaces(principal), next_cursor: null }),
  }),
  POST: userRoute({
    body: CreateWorkspaceInput,
    handle: async ({ principal, input }) =>
      Response.json(await createWorkspace(principal, newId(), input), { status: 201 }),
  }),
});

import { resource, userRoute } from "@/lib/http/route";
import { findWorkspaces } from "@/lib/workspaces";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal }) => {
      const { userId: id, email, name } = principal;
      const workspaces = await findWorkspaces(principal);
      const memberships = workspaces.map(({ role, ...workspace }) => ({ workspace, role }));
      return Response.json({ id, email, name, factors: [], memberships });
    },
  }),
});

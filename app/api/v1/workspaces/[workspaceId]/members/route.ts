import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { AddMemberInput, addMember, findMembers } from "@/lib/workspaces";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findMembers(actor, page())),
  }),
  POST: creatingRoute({
    operation: "add member",
    body: AddMemberInput,
    handle: async ({ actor, id, input }) => ({
      status: 201,
      body: await addMember(actor, id, input),
    }),
  }),
});

import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { findInvitations, InviteInput, inviteMember } from "@/lib/workspaces";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findInvitations(actor, page())),
  }),
  POST: creatingRoute({
    operation: "invite member",
    body: InviteInput,
    handle: async ({ actor, id, input }) => ({
      status: 201,
      body: await inviteMember(actor, id, input),
    }),
  }),
});

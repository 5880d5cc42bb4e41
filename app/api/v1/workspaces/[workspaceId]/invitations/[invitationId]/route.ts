import { memberRoute, resource } from "@/lib/http/route";
import { revokeInvitation } from "@/lib/workspaces";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  DELETE: memberRoute({
    handle: async ({ actor, params }) => {
      await revokeInvitation(actor, params.invitationId);
      return new Response(null, { status: 204 });
    },
  }),
});

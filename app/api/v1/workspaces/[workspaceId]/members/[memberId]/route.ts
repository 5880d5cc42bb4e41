import { memberRoute, resource } from "@/lib/http/route";
import { removeMember, UpdateMemberInput, updateMember } from "@/lib/workspaces";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PATCH: memberRoute({
    body: UpdateMemberInput,
    handle: async ({ actor, params, input }) =>
      Response.json(await updateMember(actor, params.memberId, input)),
  }),
  DELETE: memberRoute({
    handle: async ({ actor, params }) => {
      await removeMember(actor, params.memberId);
      return new Response(null, { status: 204 });
    },
  }),
});

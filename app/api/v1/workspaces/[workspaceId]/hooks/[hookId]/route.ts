import { memberRoute, resource } from "@/lib/http/route";
import { deleteHook } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  DELETE: memberRoute({
    handle: async ({ actor, params }) => {
      await deleteHook(actor, params.hookId);
      return new Response(null, { status: 204 });
    },
  }),
});

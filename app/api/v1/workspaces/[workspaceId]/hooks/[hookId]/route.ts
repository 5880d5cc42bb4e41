import { memberRoute, resource } from "@/lib/http/route";
import { deleteHook, UpdateHookInput, updateHook } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PATCH: memberRoute({
    body: UpdateHookInput,
    handle: async ({ actor, params, input }) =>
      Response.json(await updateHook(actor, params.hookId, input)),
  }),
  DELETE: memberRoute({
    handle: async ({ actor, params }) => {
      await deleteHook(actor, params.hookId);
      return new Response(null, { status: 204 });
    },
  }),
});

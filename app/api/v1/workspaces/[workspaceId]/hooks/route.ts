import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { CreateHookInput, createHook, findHooks } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findHooks(actor, page())),
  }),
  POST: creatingRoute({
    operation: "create hook",
    body: CreateHookInput,
    handle: async ({ actor, id, input }) => ({
      status: 201,
      body: await createHook(actor, id, input),
    }),
  }),
});

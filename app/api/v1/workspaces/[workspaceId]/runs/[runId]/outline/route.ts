import { memberRoute, resource } from "@/lib/http/route";
import { DecideOutlineInput, decideOutline } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: memberRoute({
    body: DecideOutlineInput,
    handle: async ({ actor, params, input }) =>
      Response.json(await decideOutline(actor, params.runId, input)),
  }),
});

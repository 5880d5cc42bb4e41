import { memberRoute, resource } from "@/lib/http/route";
import { cancelRun } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: memberRoute({
    handle: async ({ actor, params }) =>
      Response.json(await cancelRun(actor, params.runId), { status: 202 }),
  }),
});

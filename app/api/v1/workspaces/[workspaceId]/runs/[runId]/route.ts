import { memberRoute, resource } from "@/lib/http/route";
import { getRun } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) => Response.json(await getRun(actor, params.runId)),
  }),
});

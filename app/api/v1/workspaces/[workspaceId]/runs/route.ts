import { memberRoute, resource } from "@/lib/http/route";
import { findRuns } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findRuns(actor, page())),
  }),
});

import { memberRoute, resource } from "@/lib/http/route";
import { findDeliveries } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params, page }) =>
      Response.json(await findDeliveries(actor, params.hookId, page())),
  }),
});

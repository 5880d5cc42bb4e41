import { memberRoute, resource } from "@/lib/http/route";
import { replayDelivery } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: memberRoute({
    handle: async ({ actor, params }) =>
      Response.json(await replayDelivery(actor, params.hookId, params.deliveryId), { status: 202 }),
  }),
});

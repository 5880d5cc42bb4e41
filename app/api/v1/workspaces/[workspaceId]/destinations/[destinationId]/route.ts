import { memberRoute, resource } from "@/lib/http/route";
import {
  deleteDestination,
  getDestination,
  UpdateDestinationInput,
  updateDestination,
} from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) =>
      Response.json(await getDestination(actor, params.destinationId)),
  }),
  PATCH: memberRoute({
    body: UpdateDestinationInput,
    handle: async ({ actor, params, input }) =>
      Response.json(await updateDestination(actor, params.destinationId, input)),
  }),
  DELETE: memberRoute({
    handle: async ({ actor, params }) => {
      await deleteDestination(actor, params.destinationId);
      return new Response(null, { status: 204 });
    },
  }),
});

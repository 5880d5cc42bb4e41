import { memberRoute, resource } from "@/lib/http/route";
import { checkDestination } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: memberRoute({
    handle: async ({ actor, params }) =>
      Response.json(await checkDestination(actor, params.destinationId)),
  }),
});

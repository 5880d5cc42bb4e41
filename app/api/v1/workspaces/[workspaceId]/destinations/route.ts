import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { CreateDestinationInput, createDestination, findDestinations } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findDestinations(actor, page())),
  }),
  POST: creatingRoute({
    operation: "create destination",
    body: CreateDestinationInput,
    handle: async ({ actor, id, input }) => ({
      status: 201,
      body: await createDestination(actor, id, input),
    }),
  }),
});

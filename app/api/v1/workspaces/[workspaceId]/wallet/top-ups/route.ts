import { findTopUps, startTopUp, TopUpInput } from "@/lib/billing";
import { creatingRoute, memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findTopUps(actor, page())),
  }),
  POST: creatingRoute({
    operation: "start top-up",
    body: TopUpInput,
    handle: async ({ actor, id, input }) => ({
      status: 201,
      body: await startTopUp(actor, id, input),
    }),
  }),
});

import { getBillingDetails, PartyInput, setBillingDetails } from "@/lib/billing";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor }) => Response.json(await getBillingDetails(actor)),
  }),
  PUT: memberRoute({
    body: PartyInput,
    handle: async ({ actor, input }) => Response.json(await setBillingDetails(actor, input)),
  }),
});

import { getInvoice } from "@/lib/billing";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) => Response.json(await getInvoice(actor, params.invoiceId)),
  }),
});

import { verifyLedger } from "@/lib/billing";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor }) => Response.json(await verifyLedger(actor)),
  }),
});

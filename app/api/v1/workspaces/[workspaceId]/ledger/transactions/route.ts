import { findLedgerTransactions } from "@/lib/billing";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findLedgerTransactions(actor, page())),
  }),
});

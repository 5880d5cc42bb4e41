import { findInvoices, issueOwnInvoices } from "@/lib/billing";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findInvoices(actor, page())),
  }),
  POST: memberRoute({
    handle: async ({ actor }) =>
      Response.json({ data: await issueOwnInvoices(actor), next_cursor: null }),
  }),
});

import { findAuditEvents } from "@/lib/audit";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findAuditEvents(actor, page())),
  }),
});

import { findAuditEvents } from "@/lib/audit";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page, query }) =>
      Response.json(await findAuditEvents(actor, page(), query.get("action") ?? undefined)),
  }),
});

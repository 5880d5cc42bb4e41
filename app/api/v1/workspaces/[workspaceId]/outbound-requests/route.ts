import { memberRoute, resource } from "@/lib/http/route";
import { findOutboundRequests, parseOutboundFilter } from "@/lib/outbound-log";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, query, page }) =>
      Response.json(await findOutboundRequests(actor, parseOutboundFilter(query), page())),
  }),
});

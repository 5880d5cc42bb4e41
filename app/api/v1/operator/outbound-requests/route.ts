import { resource, userRoute } from "@/lib/http/route";
import { findAllOutboundRequests, parseOutboundFilter } from "@/lib/outbound-log";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal, query, page }) =>
      Response.json(await findAllOutboundRequests(principal, parseOutboundFilter(query), page())),
  }),
});

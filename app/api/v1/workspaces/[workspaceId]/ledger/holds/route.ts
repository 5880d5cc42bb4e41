import { findHolds } from "@/lib/billing";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page, query }) =>
      Response.json(await findHolds(actor, page(), query.get("state"))),
  }),
});

import { resource, userRoute } from "@/lib/http/route";
import { findDayCalls } from "@/lib/reconciliation";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal, query, page }) => {
      const provider = query.get("provider") ?? "";
      const day = query.get("day") ?? "";
      return Response.json(await findDayCalls(principal, { provider, day }, page()));
    },
  }),
});

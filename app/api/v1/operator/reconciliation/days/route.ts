import { resource, userRoute } from "@/lib/http/route";
import { findProviderDays } from "@/lib/reconciliation";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal, query }) => {
      const data = await findProviderDays(principal, query.get("provider") ?? "");
      return Response.json({ data, next_cursor: null });
    },
  }),
});

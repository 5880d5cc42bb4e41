import { resource, userRoute } from "@/lib/http/route";
import { listPriceHistory } from "@/lib/pricing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal, query }) => {
      const [provider, model] = [query.get("provider") ?? "", query.get("model") ?? ""];
      const data = await listPriceHistory(principal, provider, model);
      return Response.json({ data, next_cursor: null });
    },
  }),
});

import { creatingUserRoute, resource, userRoute } from "@/lib/http/route";
import { listPrices, PriceInput, setPrice } from "@/lib/pricing";

/** The price table, for whoever runs the installation. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal, page, query }) => {
      const filter = { provider: query.get("provider") ?? "", text: query.get("text") ?? "" };
      return Response.json(await listPrices(principal, page(), filter));
    },
  }),
  POST: creatingUserRoute({
    operation: "set price",
    body: PriceInput,
    handle: async ({ principal, id, input }) => ({
      status: 201,
      body: await setPrice(principal, id, input),
    }),
  }),
});

import { creatingUserRoute, resource } from "@/lib/http/route";
import { EndPriceInput, endPrice } from "@/lib/pricing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: creatingUserRoute({
    operation: "end price",
    body: EndPriceInput,
    handle: async ({ principal, id, input }) => ({
      status: 201,
      body: await endPrice(principal, id, input),
    }),
  }),
});

import { createPromoCode, findPromoCodes, PromoCodeInput } from "@/lib/billing";
import { creatingUserRoute, resource, userRoute } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal, page }) => Response.json(await findPromoCodes(principal, page())),
  }),
  POST: creatingUserRoute({
    operation: "create promo code",
    body: PromoCodeInput,
    handle: async ({ principal, id, input }) => ({
      status: 201,
      body: await createPromoCode(principal, id, input),
    }),
  }),
});

import { RedeemPromoInput, redeemPromo } from "@/lib/billing";
import { creatingRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: creatingRoute({
    operation: "redeem promo code",
    body: RedeemPromoInput,
    handle: async ({ actor, id, input }) => ({
      status: 201,
      body: await redeemPromo(actor, id, input),
    }),
  }),
});

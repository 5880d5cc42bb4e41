import { receiveWebhook, WEBHOOK_BYTES_MAX } from "@/lib/billing";
import { readBytes } from "@/lib/http/read-body";
import { publicRoute, resource } from "@/lib/http/route";

/** Where Stripe tells that something has happened. Who calls is known by the signature over the raw bytes alone. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: publicRoute({
    handle: async ({ request }) => {
      const body = await readBytes(request, WEBHOOK_BYTES_MAX);
      await receiveWebhook(body, request.headers.get("stripe-signature") ?? "");
      return Response.json({ received: true });
    },
  }),
});

import { getInvoicePdf } from "@/lib/billing";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) => {
      const { fileName, bytes } = await getInvoicePdf(actor, params.invoiceId);
      return new Response(Uint8Array.from(bytes), {
        headers: {
          "Content-Type": "application/pdf",
          "Content-Disposition": `attachment; filename="${fileName}"`,
        },
      });
    },
  }),
});

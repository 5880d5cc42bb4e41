import { getLedgerReceipt, requestAttestation } from "@/lib/billing";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor }) =>
      new Response(await getLedgerReceipt(actor), {
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Disposition": 'attachment; filename="receipt.tlog-proof"',
        },
      }),
  }),
  POST: memberRoute({
    handle: async ({ actor }) => {
      await requestAttestation(actor);
      return Response.json({ status: "queued" }, { status: 202 });
    },
  }),
});

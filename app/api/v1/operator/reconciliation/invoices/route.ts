import { creatingUserRoute, resource, userRoute } from "@/lib/http/route";
import { enterInvoice, InvoiceInput, listInvoices } from "@/lib/reconciliation";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal, query }) => {
      const data = await listInvoices(principal, query.get("provider") ?? "");
      return Response.json({ data, next_cursor: null });
    },
  }),
  POST: creatingUserRoute({
    operation: "enter invoice",
    body: InvoiceInput,
    handle: async ({ principal, id, input }) => ({
      status: 201,
      body: await enterInvoice(principal, id, input),
    }),
  }),
});

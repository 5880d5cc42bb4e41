import { creatingUserRoute, resource, userRoute } from "@/lib/http/route";
import { listMargins, MarginInput, setMargin } from "@/lib/pricing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal }) =>
      Response.json({ data: await listMargins(principal), next_cursor: null }),
  }),
  POST: creatingUserRoute({
    operation: "set margin",
    body: MarginInput,
    handle: async ({ principal, id, input }) => ({
      status: 201,
      body: await setMargin(principal, id, input),
    }),
  }),
});

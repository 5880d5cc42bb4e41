import { resource, userRoute } from "@/lib/http/route";
import { requestReconciliation } from "@/lib/reconciliation";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: userRoute({
    handle: async ({ principal }) => {
      await requestReconciliation(principal);
      return new Response(null, { status: 204 });
    },
  }),
});

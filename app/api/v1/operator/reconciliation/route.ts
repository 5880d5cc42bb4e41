import { resource, userRoute } from "@/lib/http/route";
import { findProviders } from "@/lib/reconciliation";

/** What the vendors say they charged against what we know of, for whoever runs the installation. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal }) =>
      Response.json({ data: await findProviders(principal), next_cursor: null }),
  }),
});

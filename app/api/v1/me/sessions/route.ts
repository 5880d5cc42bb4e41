import { resource, userRoute } from "@/lib/http/route";
import { findSessions } from "@/lib/identity";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal }) =>
      Response.json({ data: await findSessions(principal), next_cursor: null }),
  }),
});

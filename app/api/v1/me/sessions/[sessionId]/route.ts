import { resource, userRoute } from "@/lib/http/route";
import { revokeSession } from "@/lib/identity";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  DELETE: userRoute({
    handle: async ({ principal, params }) => {
      await revokeSession(principal, params.sessionId);
      return new Response(null, { status: 204 });
    },
  }),
});

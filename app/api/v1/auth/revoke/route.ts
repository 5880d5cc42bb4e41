import { publicRoute, resource } from "@/lib/http/route";
import { RevokeInput, revokeTokens } from "@/lib/identity";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: publicRoute({
    body: RevokeInput,
    handle: async ({ input }) => {
      await revokeTokens(input.refresh_token);
      return new Response(null, { status: 204 });
    },
  }),
});

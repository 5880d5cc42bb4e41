import { deviceOf } from "@/lib/http/request-context";
import { publicRoute, resource } from "@/lib/http/route";
import { issueTokens, TokenInput } from "@/lib/identity";

/** A token pair for a program: for a password, or for the refresh token of the last pair. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: publicRoute({
    body: TokenInput,
    handle: async ({ request, input }) =>
      Response.json(await issueTokens(input, deviceOf(request.headers))),
  }),
});

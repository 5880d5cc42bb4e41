import { deviceOf, proofOf, sessionCookie } from "@/lib/http/request-context";
import { resource, userRoute } from "@/lib/http/route";
import { ChangePasswordInput, changePassword, SESSION_SECONDS } from "@/lib/identity";

/** Changes the password. Every other session ends; the caller goes on with what the answer brings. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: userRoute({
    body: ChangePasswordInput,
    handle: async ({ request, principal, input }) => {
      const kind = proofOf(request.headers)?.kind === "cookie" ? "browser" : "program";
      const device = deviceOf(request.headers);
      const { session, tokens } = await changePassword(principal, input, kind, device);
      const cookie = { "Set-Cookie": sessionCookie(session.token, SESSION_SECONDS) };
      return Response.json(tokens, { headers: kind === "browser" ? cookie : {} });
    },
  }),
});

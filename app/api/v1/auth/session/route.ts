import { deviceOf, proofOf, sessionCookie } from "@/lib/http/request-context";
import { publicRoute, resource } from "@/lib/http/route";
import { findPrincipal, revokeSession, SESSION_SECONDS, SignInInput, signIn } from "@/lib/identity";

/** Signs a browser in (the session is a cookie) and out. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: publicRoute({
    body: SignInInput,
    handle: async ({ request, input }) => {
      const { user, session } = await signIn(input, "browser", deviceOf(request.headers));
      const headers = { "Set-Cookie": sessionCookie(session.token, SESSION_SECONDS) };
      return Response.json({ user }, { headers });
    },
  }),
  DELETE: publicRoute({
    handle: async ({ request }) => {
      const proof = proofOf(request.headers);
      const principal = proof === null ? null : await findPrincipal(proof);
      if (principal !== null) await revokeSession(principal, principal.sessionId);
      return new Response(null, { status: 204, headers: { "Set-Cookie": sessionCookie("", 0) } });
    },
  }),
});

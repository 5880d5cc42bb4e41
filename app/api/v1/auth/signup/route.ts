import { deviceOf, sessionCookie } from "@/lib/http/request-context";
import { publicRoute, resource } from "@/lib/http/route";
import { SESSION_SECONDS, SignUpInput } from "@/lib/identity";
import { signUp } from "@/lib/workspaces";

/** Makes an account with a workspace and signs the browser in. Without mail, at once. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: publicRoute({
    body: SignUpInput,
    handle: async ({ request, input }) => {
      const { user, workspace, session } = await signUp(input, deviceOf(request.headers));
      const headers = { "Set-Cookie": sessionCookie(session.token, SESSION_SECONDS) };
      return Response.json({ user, workspace }, { status: 201, headers });
    },
  }),
});

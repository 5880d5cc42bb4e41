import { publicRoute, resource } from "@/lib/http/route";
import { joinWaitlist, WaitlistInput } from "@/lib/workspaces";

/** Notes an address for an invitation. The answer is the same whatever is known of it. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: publicRoute({
    body: WaitlistInput,
    handle: async ({ input }) => {
      await joinWaitlist(input);
      return Response.json({ status: "waiting" }, { status: 202 });
    },
  }),
});

import { publicRoute, resource } from "@/lib/http/route";

/** Whether the process is alive. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async () => Response.json({ status: "ok" }),
  }),
});

import { memberRoute, resource } from "@/lib/http/route";
import { findPublications } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findPublications(actor, page())),
  }),
});

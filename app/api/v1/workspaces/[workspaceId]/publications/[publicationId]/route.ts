import { memberRoute, resource } from "@/lib/http/route";
import { getPublication, unpublishArticle } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) =>
      Response.json(await getPublication(actor, params.publicationId)),
  }),
  DELETE: memberRoute({
    handle: async ({ actor, params }) =>
      Response.json(await unpublishArticle(actor, params.publicationId), { status: 202 }),
  }),
});

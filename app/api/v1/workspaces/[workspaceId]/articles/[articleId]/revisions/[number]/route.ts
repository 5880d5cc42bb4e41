import { memberRoute, resource } from "@/lib/http/route";
import { getRevision } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) =>
      Response.json(await getRevision(actor, params.articleId, Number(params.number))),
  }),
});

import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { findPublications, PublishInput, publishArticle } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params, page }) =>
      Response.json(await findPublications(actor, page(), params.articleId)),
  }),
  POST: creatingRoute({
    operation: "publish article",
    body: PublishInput,
    handle: async ({ actor, params, input }) => ({
      status: 202,
      body: await publishArticle(actor, params.articleId, input),
    }),
  }),
});

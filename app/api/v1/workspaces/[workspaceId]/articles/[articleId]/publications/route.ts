import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { getArticle } from "@/lib/pipeline";
import { findPublications, PublishInput, publishArticle } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params, page }) => {
      const query = page();
      await getArticle(actor, params.articleId); // A list of nothing would say that the article is there.
      return Response.json(await findPublications(actor, query, params.articleId));
    },
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

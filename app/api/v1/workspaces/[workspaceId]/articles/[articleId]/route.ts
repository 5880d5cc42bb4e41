import { memberRoute, resource } from "@/lib/http/route";
import { deleteArticle, getArticle, UpdateArticleInput, updateArticle } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) => Response.json(await getArticle(actor, params.articleId)),
  }),
  PATCH: memberRoute({
    body: UpdateArticleInput,
    handle: async ({ actor, params, input }) =>
      Response.json(await updateArticle(actor, params.articleId, input)),
  }),
  DELETE: memberRoute({
    handle: async ({ actor, params }) => {
      await deleteArticle(actor, params.articleId);
      return new Response(null, { status: 204 });
    },
  }),
});

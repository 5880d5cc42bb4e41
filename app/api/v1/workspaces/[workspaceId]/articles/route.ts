import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { CreateArticleInput, createArticle, findArticles } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page, query }) =>
      Response.json(await findArticles(actor, page(), query.get("query") ?? undefined)),
  }),
  POST: creatingRoute({
    operation: "create article",
    body: CreateArticleInput,
    handle: async ({ actor, id, input }) => ({
      status: 201,
      body: await createArticle(actor, id, input),
    }),
  }),
});

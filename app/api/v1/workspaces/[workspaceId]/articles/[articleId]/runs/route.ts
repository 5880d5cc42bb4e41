import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { findRuns, getArticle, StartRunInput, startRun } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params, page }) => {
      const query = page();
      await getArticle(actor, params.articleId); // A list of nothing would say that the article is there.
      return Response.json(await findRuns(actor, query, params.articleId));
    },
  }),
  /** 202, because the work itself happens in the worker. */
  POST: creatingRoute({
    operation: "start run",
    body: StartRunInput,
    handle: async ({ actor, params, id, input }) => ({
      status: 202,
      body: await startRun(actor, params.articleId, id, input),
    }),
  }),
});

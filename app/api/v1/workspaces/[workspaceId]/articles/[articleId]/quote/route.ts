import { memberRoute, resource } from "@/lib/http/route";
import { QuoteInput, quoteRun } from "@/lib/pipeline";

/** What a run may cost at most, before anything is spent. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: memberRoute({
    body: QuoteInput,
    handle: async ({ actor, params, input }) =>
      Response.json(await quoteRun(actor, params.articleId, input)),
  }),
});

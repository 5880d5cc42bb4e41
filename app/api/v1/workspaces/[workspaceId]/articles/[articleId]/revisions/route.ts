import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { findRevisions, SaveRevisionInput, saveRevision } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params, page }) =>
      Response.json(await findRevisions(actor, params.articleId, page())),
  }),
  POST: creatingRoute({
    operation: "save revision",
    body: SaveRevisionInput,
    handle: async ({ actor, params, input }) => ({
      status: 201,
      body: await saveRevision(actor, params.articleId, input),
    }),
  }),
});

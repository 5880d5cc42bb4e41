import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { AddSourceInput, addSource, findSources } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) =>
      Response.json({
        data: await findSources(actor, params.articleId),
        next_cursor: null,
      }),
  }),
  POST: creatingRoute({
    operation: "add source",
    body: AddSourceInput,
    handle: async ({ actor, params, id, input }) => ({
      status: 201,
      body: await addSource(actor, params.articleId, id, input),
    }),
  }),
});

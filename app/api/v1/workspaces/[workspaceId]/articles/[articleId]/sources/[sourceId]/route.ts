import { memberRoute, resource } from "@/lib/http/route";
import { dropSource, UpdateSourceInput, updateSource } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PATCH: memberRoute({
    body: UpdateSourceInput,
    handle: async ({ actor, params, input }) =>
      Response.json(await updateSource(actor, params.articleId, params.sourceId, input)),
  }),
  DELETE: memberRoute({
    handle: async ({ actor, params }) => {
      await dropSource(actor, params.articleId, params.sourceId);
      return new Response(null, { status: 204 });
    },
  }),
});

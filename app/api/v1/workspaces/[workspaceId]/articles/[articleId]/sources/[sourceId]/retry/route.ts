import { memberRoute, resource } from "@/lib/http/route";
import { retrySource } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: memberRoute({
    handle: async ({ actor, params }) => {
      const source = await retrySource(actor, params.articleId, params.sourceId);
      return Response.json(source, { status: 202 });
    },
  }),
});

import { memberRoute, resource } from "@/lib/http/route";
import { restoreRevision } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: memberRoute({
    handle: async ({ actor, params }) => {
      const revision = await restoreRevision(actor, params.articleId, Number(params.number));
      return Response.json(revision, { status: 201 });
    },
  }),
});

import { creatingRoute, resource } from "@/lib/http/route";
import { restoreRevision } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: creatingRoute({
    operation: "restore revision",
    handle: async ({ actor, params }) => ({
      status: 201,
      body: await restoreRevision(actor, params.articleId, Number(params.number)),
    }),
  }),
});

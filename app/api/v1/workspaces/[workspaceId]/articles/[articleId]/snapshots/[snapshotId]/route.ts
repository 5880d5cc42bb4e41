import { memberRoute, resource } from "@/lib/http/route";
import { findSnapshotText } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) =>
      Response.json(await findSnapshotText(actor, params.articleId, params.snapshotId)),
  }),
});

import { memberRoute, resource } from "@/lib/http/route";
import { findChecks } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) => {
      const findings = await findChecks(actor, params.articleId, Number(params.number));
      return Response.json({ data: findings, next_cursor: null });
    },
  }),
});

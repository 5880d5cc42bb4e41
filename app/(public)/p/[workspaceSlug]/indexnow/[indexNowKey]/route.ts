import { publicRoute, resource } from "@/lib/http/route";
import { AppError } from "@/lib/platform/errors";
import { hasIndexNowKey } from "@/lib/publishing";

/** The key file that a search engine of IndexNow looks at; next.config.ts gives it its public address. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async ({ params }) => {
      const { workspaceSlug, indexNowKey } = params;
      if (!(await hasIndexNowKey(workspaceSlug, indexNowKey))) throw new AppError("not_found");
      return new Response(indexNowKey, {
        headers: { "Content-Type": "text/plain; charset=utf-8" },
      });
    },
  }),
});

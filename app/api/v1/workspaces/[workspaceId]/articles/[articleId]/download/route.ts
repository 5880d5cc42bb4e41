import { memberRoute, resource } from "@/lib/http/route";
import { downloadArticle } from "@/lib/publishing";

/** The approved text as a zip of Markdown, HTML and JSON. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params }) => {
      const { fileName, bytes } = await downloadArticle(actor, params.articleId);
      return new Response(Uint8Array.from(bytes), {
        headers: {
          "Content-Type": "application/zip",
          "Content-Disposition": `attachment; filename="${fileName}"`,
        },
      });
    },
  }),
});

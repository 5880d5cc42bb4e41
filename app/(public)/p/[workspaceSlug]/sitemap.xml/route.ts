import { publicRoute, resource } from "@/lib/http/route";
import { escapeXml, xmlResponse } from "@/lib/http/xml";
import { AppError } from "@/lib/platform/errors";
import { findHostedSite } from "@/lib/publishing";

/** The sitemap (sitemaps.org 0.9) of a workspace's published pages. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async ({ params }) => {
      const site = await findHostedSite(params.workspaceSlug);
      if (site === null) throw new AppError("not_found");
      const urls = site.pages.map(
        (page) =>
          `<url><loc>${escapeXml(page.url)}</loc><lastmod>${page.updated_at}</lastmod></url>`,
      );
      return xmlResponse(
        `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>\n`,
        "application/xml",
      );
    },
  }),
});

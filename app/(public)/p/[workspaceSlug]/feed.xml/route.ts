import { publicRoute, resource } from "@/lib/http/route";
import { escapeXml, xmlResponse } from "@/lib/http/xml";
import { AppError } from "@/lib/platform/errors";
import { findHostedSite } from "@/lib/publishing";

const ITEMS_MAX = 50;

/** RSS 2.0 of a workspace's published pages. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async ({ params }) => {
      const site = await findHostedSite(params.workspaceSlug);
      if (site === null) throw new AppError("not_found");
      const items = site.pages.slice(0, ITEMS_MAX).map(
        (page) => `<item><title>${escapeXml(page.title)}</title><link>${escapeXml(page.url)}</link>
<guid isPermaLink="true">${escapeXml(page.url)}</guid><pubDate>${new Date(page.published_at).toUTCString()}</pubDate>
<description>${escapeXml(page.description)}</description></item>`,
      );
      return xmlResponse(
        `<rss version="2.0"><channel><title>${escapeXml(site.name)}</title><link>${escapeXml(site.url)}</link>
<description>${escapeXml(`Articles by ${site.name}`)}</description>
${items.join("\n")}
</channel></rss>\n`,
        "application/rss+xml",
      );
    },
  }),
});

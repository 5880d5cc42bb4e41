import { byteStream } from "@/lib/http/byte-stream";
import { memberRoute, resource } from "@/lib/http/route";
import { exportOutboundRequests, parseOutboundFilter } from "@/lib/outbound-log";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, query }) =>
      new Response(byteStream(exportOutboundRequests(actor, parseOutboundFilter(query))), {
        headers: {
          "Content-Type": "text/csv; charset=utf-8",
          "Content-Disposition": 'attachment; filename="outbound-requests.csv"',
        },
      }),
  }),
});

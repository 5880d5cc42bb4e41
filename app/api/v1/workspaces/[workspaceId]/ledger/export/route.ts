import { exportLedger } from "@/lib/billing";
import { byteStream } from "@/lib/http/byte-stream";
import { memberRoute, resource } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor }) =>
      new Response(byteStream(await exportLedger(actor)), {
        headers: {
          "Content-Type": "application/octet-stream",
          "Content-Disposition": 'attachment; filename="chain.bin"',
        },
      }),
  }),
});

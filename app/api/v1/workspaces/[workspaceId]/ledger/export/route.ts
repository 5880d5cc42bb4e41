import { EXPORT_FORMATS, exportLedger, exportTransactions, parseLedgerFilter } from "@/lib/billing";
import { byteStream } from "@/lib/http/byte-stream";
import { memberRoute, resource } from "@/lib/http/route";
import { AppError } from "@/lib/platform/errors";

const MEDIA_TYPES = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
} as const;

/** The whole book as `chain.bin`; with `?format=csv` or `json`, the transactions that the filter leaves. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, query }) => {
      const format = query.get("format");
      if (format === null) {
        const chain = await exportLedger(actor);
        return file(chain, "application/octet-stream", "chain.bin");
      }
      const known = EXPORT_FORMATS.find((one) => one === format);
      if (known === undefined) {
        throw new AppError("invalid_query", {
          detail: `format is one of ${EXPORT_FORMATS.join(", ")}; without it you get chain.bin.`,
        });
      }
      const pieces = exportTransactions(actor, known, parseLedgerFilter(query));
      return file(pieces, MEDIA_TYPES[known], `transactions.${known}`);
    },
  }),
});

function file(pieces: AsyncGenerator<Uint8Array>, mediaType: string, name: string): Response {
  return new Response(byteStream(pieces), {
    headers: {
      "Content-Type": mediaType,
      "Content-Disposition": `attachment; filename="${name}"`,
    },
  });
}

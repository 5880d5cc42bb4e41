import { findLedgerLogFile } from "@/lib/billing";
import { publicRoute, resource } from "@/lib/http/route";
import { AppError } from "@/lib/platform/errors";

const FOLDER = "/.well-known/autoink-ledger/";
const IMMUTABLE = "public, max-age=31536000, immutable";
/** A checkpoint is followed by another within a day. */
const BRIEF = "public, max-age=60";

/** The signed log of the ledger: its checkpoints, keys and tiles. Anybody may read it, from any site. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async ({ request }) => {
      const path = new URL(request.url).pathname.slice(FOLDER.length);
      const file = await findLedgerLogFile(path);
      if (file === null) throw new AppError("not_found");
      return new Response(new Uint8Array(file.bytes), {
        headers: {
          "Content-Type": file.contentType,
          "Cache-Control": file.isImmutable ? IMMUTABLE : BRIEF,
          "Access-Control-Allow-Origin": "*",
        },
      });
    },
  }),
});

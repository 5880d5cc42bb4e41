import { findLedgerConsistency, findLedgerLogFile } from "@/lib/billing";
import { publicRoute, resource } from "@/lib/http/route";
import { AppError } from "@/lib/platform/errors";

const FOLDER = "/.well-known/autoink-ledger/";
const IMMUTABLE = "public, max-age=31536000, immutable";
/** A checkpoint is followed by another within a day. */
const BRIEF = "public, max-age=60";

/** `consistency/SIZE`: how the log grew from the checkpoint that somebody kept. */
const CONSISTENCY = /^consistency\/([1-9]\d{0,14})$/;

async function consistency(oldSize: number) {
  const text = await findLedgerConsistency(oldSize);
  if (text === null) return null;
  const contentType = "text/plain; charset=utf-8";
  return { bytes: Buffer.from(text), contentType, isImmutable: false };
}

/** The signed log of the ledger: its checkpoints, keys and tiles. Anybody may read it, from any site. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async ({ request }) => {
      const path = new URL(request.url).pathname.slice(FOLDER.length);
      const [, oldSize] = CONSISTENCY.exec(path) ?? [];
      const file =
        oldSize === undefined ? await findLedgerLogFile(path) : await consistency(Number(oldSize));
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

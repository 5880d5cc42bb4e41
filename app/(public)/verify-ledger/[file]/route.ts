import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { publicRoute, resource } from "@/lib/http/route";
import { AppError } from "@/lib/platform/errors";

const FOLDER = join(process.cwd(), "tools", "verify-ledger");
const SCRIPT = "text/javascript; charset=utf-8";
const TEXT = "text/plain; charset=utf-8";
const FILES: ReadonlyMap<string, string> = new Map([
  ["verify.mjs", SCRIPT],
  ["browser-worker.mjs", SCRIPT],
  ["witness.mjs", SCRIPT],
  ["verify.py", TEXT],
]);

/** The verifier of the ledger as it is in the repository: what /transparency runs, and what anybody may keep. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async ({ request }) => {
      const name = new URL(request.url).pathname.split("/").at(-1) ?? "";
      const contentType = FILES.get(name);
      if (contentType === undefined) throw new AppError("not_found");
      return new Response(await readFile(join(FOLDER, name)), {
        headers: { "Content-Type": contentType, "Cache-Control": "no-cache" },
      });
    },
  }),
});

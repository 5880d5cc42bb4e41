import { equalBytes, sha256 } from "@/lib/crypto";
import { publicRoute, resource } from "@/lib/http/route";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { readMetrics } from "./metrics";

/** The state of the installation in the text format of Prometheus, for whoever has METRICS_TOKEN. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async ({ request }) => {
      const { METRICS_TOKEN: token } = env();
      if (token === undefined) throw new AppError("not_found");
      const given = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
      // Of the hashes, so that the time tells nothing, not even the length.
      if (!equalBytes(sha256(given), sha256(token))) throw new AppError("unauthenticated");
      const { text, contentType } = await readMetrics();
      return new Response(text, { headers: { "Content-Type": contentType } });
    },
  }),
});

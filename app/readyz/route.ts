import { publicRoute, resource } from "@/lib/http/route";
import { pingDatabase } from "@/lib/platform/db";
import { pingQueue } from "@/lib/platform/queue";

/** Whether the database and the queue answer. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async () => {
      const parts = await Promise.allSettled([pingDatabase(), pingQueue()]);
      const isReady = parts.every((part) => part.status === "fulfilled");
      const [database, queue] = parts.map((part) => (part.status === "fulfilled" ? "ok" : "down"));
      return Response.json(
        { status: isReady ? "ok" : "unavailable", database, queue },
        { status: isReady ? 200 : 503 },
      );
    },
  }),
});

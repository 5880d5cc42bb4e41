import { eventStream } from "@/lib/http/event-stream";
import { memberRoute, resource } from "@/lib/http/route";
import { findRunEvents, getRun, latestRunEventId } from "@/lib/pipeline";

/** Follows a run: its present state first, then each change. Resumes after `Last-Event-ID`. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, params, request }) => {
      const runId = params.runId;
      const run = await getRun(actor, runId);
      const latestId = await latestRunEventId(actor, runId);
      return eventStream({
        request,
        topic: runId,
        first: { id: String(latestId), kind: "run", data: run },
        findAfter: (id) => findRunEvents(actor, runId, id),
      });
    },
  }),
});

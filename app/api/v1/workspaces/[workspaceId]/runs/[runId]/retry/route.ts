import { creatingRoute, resource } from "@/lib/http/route";
import { retryRun, STEP_NAMES } from "@/lib/pipeline";
import { AppError } from "@/lib/platform/errors";

/** Takes a run up again, from the first step that is not done or from `?from=` a step. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: creatingRoute({
    operation: "retry run",
    handle: async ({ actor, params, query }) => {
      const from = query.get("from");
      const step = STEP_NAMES.find((name) => name === from);
      if (from !== null && step === undefined) {
        throw new AppError("invalid_query", { detail: `from is one of ${STEP_NAMES.join(", ")}.` });
      }
      return { status: 202, body: await retryRun(actor, params.runId, step) };
    },
  }),
});

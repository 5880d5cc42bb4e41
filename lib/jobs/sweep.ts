import { expireHolds } from "@/lib/billing";
import { requeueLostSteps } from "@/lib/pipeline";
import { log } from "@/lib/platform/log";
import { recheckPublications } from "@/lib/publishing";

/** Puts right, once a minute, what a crash or a lost message may have left behind. */
export async function sweep(): Promise<void> {
  const steps = await requeueLostSteps();
  const holds = await expireHolds();
  const drifted = await recheckPublications();
  if (steps + holds + drifted > 0) log.warn("sweep.found", { steps, holds, drifted });
}

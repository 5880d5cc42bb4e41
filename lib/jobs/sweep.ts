import { expireHolds, settlePayments, watchLedger } from "@/lib/billing";
import { forgetOutboundRequests } from "@/lib/outbound-log";
import { requeueLostSources, requeueLostSteps } from "@/lib/pipeline";
import { log } from "@/lib/platform/log";
import { raiseWaitingJobs } from "@/lib/platform/queue";
import { recheckPublications, requeueLostPublishing } from "@/lib/publishing";

/** Puts right, once a minute, what a crash or a lost message may have left behind. */
export async function sweep(): Promise<void> {
  await raiseWaitingJobs();
  const sources = await requeueLostSources();
  const steps = await requeueLostSteps();
  const publishing = await requeueLostPublishing();
  const holds = await expireHolds();
  const drifted = await recheckPublications();
  await watchLedger();
  const payments = await settlePayments();
  await forgetOutboundRequests();
  if (sources + steps + publishing + holds + drifted + payments > 0) {
    log.warn("sweep.found", { sources, steps, publishing, holds, drifted, payments });
  }
}

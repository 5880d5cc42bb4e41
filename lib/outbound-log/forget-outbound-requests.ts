import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { DAY_MS } from "@/lib/platform/utc-day";

/** How long a call stays in the log. */
export const OUTBOUND_LOG_DAYS = 90;
/** Rows that one statement removes, so that none takes long. */
const BATCH_ROWS = 5_000;

/** Removes calls that are older than the log goes back, and says how many. */
export async function forgetOutboundRequests(): Promise<number> {
  const before = new Date(clock.now().getTime() - OUTBOUND_LOG_DAYS * DAY_MS);
  return withSystem(
    (tx) => tx.$executeRaw`
      DELETE FROM outbound_requests WHERE id IN
        (SELECT id FROM outbound_requests WHERE created_at < ${before} ORDER BY created_at LIMIT ${BATCH_ROWS})`,
  );
}

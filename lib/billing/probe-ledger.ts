import { type LedgerProbe, probeLedger } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";

export type { LedgerProbe } from "@/lib/ledger";

/** The state of the whole ledger in numbers, for the operator. */
export function findLedgerState(): Promise<LedgerProbe> {
  return withSystem((tx) => probeLedger(tx, clock.now()));
}

/** Looks at the whole ledger and tells the operator's log of each fault. Returns how many books have one. */
export async function watchLedger(): Promise<number> {
  const { faults } = await findLedgerState();
  const found = Object.entries(faults).filter(([, books]) => books > 0);
  for (const [fault, books] of found) {
    log.error("ledger.fault", new Error(`${books} books: ${fault}. Run npm run ledger:verify.`), {
      fault,
      books,
    });
  }
  return found.reduce((sum, [, books]) => sum + books, 0);
}

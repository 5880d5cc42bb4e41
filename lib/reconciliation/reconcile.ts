import { type Principal, requireOperator } from "@/lib/identity";
import { withSystem } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { enqueue } from "@/lib/platform/queue";
import { checkProvider } from "./check-provider";
import { PROVIDERS } from "./schema";

/** Why a check is made: because an operator asked, or because a day has begun. */
export interface ReconciliationJob {
  readonly isAsked: boolean;
}

/** Asks for a check of all vendors now. @throws AppError forbidden */
export async function requestReconciliation(principal: Principal): Promise<void> {
  requireOperator(principal);
  await withSystem((tx) =>
    enqueue(tx, { queue: "reconcile", payload: { isAsked: "yes" }, workspaceId: null }),
  );
}

/** Checks every vendor, all at once. One that can't be checked keeps none of the others up. */
export async function runReconciliation({ isAsked }: ReconciliationJob): Promise<void> {
  await Promise.all(
    PROVIDERS.map(async (provider) => {
      try {
        await checkProvider(provider, isAsked);
      } catch (error) {
        log.error("reconciliation.failed", error, { provider });
      }
    }),
  );
}

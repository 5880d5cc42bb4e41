import { withSystem } from "@/lib/platform/db";
import { SETTLED } from "./readings";

/** The reconciliation in numbers, for the operator. */
export interface ReconciliationProbe {
  /** Open alerts by vendor and kind. */
  readonly alerts: readonly {
    readonly provider: string;
    readonly kind: string;
    readonly count: number;
  }[];
  /** When each vendor last gave figures. */
  readonly readings: readonly { readonly provider: string; readonly readAt: Date }[];
}

/** What is found and not yet gone, and how old the vendors' figures are. */
export function probeReconciliation(): Promise<ReconciliationProbe> {
  return withSystem(async (tx) => {
    const alerts = await tx.reconciliationAlert.groupBy({
      by: ["provider", "kind"],
      where: { closedAt: null },
      _count: true,
    });
    const readings = await tx.billReading.groupBy({
      by: ["provider"],
      where: { outcome: { in: [...SETTLED] } },
      _max: { readAt: true },
    });
    return {
      alerts: alerts.map(({ provider, kind, _count: count }) => ({ provider, kind, count })),
      readings: readings.flatMap(({ provider, _max: { readAt } }) =>
        readAt === null ? [] : [{ provider, readAt }],
      ),
    };
  });
}

import { Gauge, type Registry } from "prom-client";
import { probeReconciliation } from "@/lib/reconciliation";

const MS_PER_SECOND = 1_000;

/** Gauges of the reconciliation. Returns what sets them to how it stands now. */
export function createReconciliationGauges(registry: Registry): () => Promise<void> {
  const alerts = new Gauge({
    name: "autoink_reconciliation_alerts",
    help: "Findings that an operator has to look at, at /operator/reconciliation.",
    labelNames: ["provider", "kind"],
    registers: [registry],
  });
  const read = new Gauge({
    name: "autoink_reconciliation_read_seconds",
    help: "When the vendor last told what it charges, as Unix time.",
    labelNames: ["provider"],
    registers: [registry],
  });
  return async () => {
    const probe = await probeReconciliation();
    // What is gone has no row that would set it to 0.
    alerts.reset();
    for (const { provider, kind, count } of probe.alerts) alerts.set({ provider, kind }, count);
    for (const { provider, readAt } of probe.readings) {
      read.set({ provider }, readAt.getTime() / MS_PER_SECOND);
    }
  };
}

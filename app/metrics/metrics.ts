import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { findLedgerState, findLogState } from "@/lib/billing";

import { createReconciliationGauges } from "./reconciliation-gauges";

const MS_PER_SECOND = 1_000;

interface Metrics {
  readonly registry: Registry;
  /** Asks for what is not counted as it happens. */
  update(): Promise<void>;
}

// Next.js may load a route more than once in a process; the registry is the process's.
const shared = globalThis as typeof globalThis & { autoinkMetrics?: Metrics };

/** The metrics of this process, and of the ledger as it is now. */
export async function readMetrics(): Promise<{ text: string; contentType: string }> {
  shared.autoinkMetrics ??= createMetrics();
  const { registry, update } = shared.autoinkMetrics;
  await update();
  return { text: await registry.metrics(), contentType: registry.contentType };
}

function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `autoink_ledger_${name}`, help, registers: [registry] });
  const chains = gauge("chains", "Books, one a workspace.");
  const transactions = gauge("transactions", "Transactions in all books.");
  const pending = gauge("holds_pending", "Holds that nobody has resolved.");
  const overdue = gauge("holds_overdue", "Pending holds whose time is over.");
  const entries = gauge("log_entries", "Entries of the signed log of heads.");
  const damaged = gauge("log_damaged", "1 when the log of heads can't be read, else 0.");
  const attested = gauge("attested_day_seconds", "The day of the last attestation, as Unix time.");
  const faults = new Gauge({
    name: "autoink_ledger_faults",
    help: "Books in which something does not add up. Above 0: run npm run ledger:verify.",
    labelNames: ["fault"],
    registers: [registry],
  });
  const updateReconciliation = createReconciliationGauges(registry);
  return {
    registry,
    update: async () => {
      await updateReconciliation();
      const state = await findLedgerState();
      chains.set(state.chains);
      transactions.set(state.transactions);
      pending.set(state.pendingHolds);
      overdue.set(state.overdueHolds);
      for (const [fault, books] of Object.entries(state.faults)) faults.set({ fault }, books);
      const logState = await findLogState();
      damaged.set(logState.kind === "damaged" ? 1 : 0);
      if (logState.kind === "damaged") return;
      const { checkpoint } = logState;
      entries.set(checkpoint?.size ?? 0);
      if (checkpoint !== null) attested.set(Date.parse(checkpoint.day) / MS_PER_SECOND);
    },
  };
}

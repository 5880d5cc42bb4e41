export { findDayCalls } from "./find-day-calls";
export { findProviderDays, findProviders } from "./find-reconciliation";
export { enterInvoice, listInvoices } from "./invoices";
export { probeReconciliation } from "./probe-reconciliation";
export { type ReconciliationJob, requestReconciliation, runReconciliation } from "./reconcile";
export * from "./schema";

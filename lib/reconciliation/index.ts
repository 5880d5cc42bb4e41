export { enterInvoice, listInvoices } from "./invoices";
export { type ReconciliationJob, requestReconciliation, runReconciliation } from "./reconcile";
export * from "./schema";

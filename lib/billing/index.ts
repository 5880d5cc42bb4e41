export type { NewestCheckpoint } from "@/lib/ledger";
export {
  type AttestationJob,
  attestLedger,
  type LedgerAttestation,
  requestAttestation,
  runAttestation,
  withLedgerLog,
} from "./attest-ledger";
export { expireHolds } from "./expire-holds";
export {
  EXPORT_FORMATS,
  type ExportFormat,
  exportTransactions,
} from "./export-transactions";
export {
  findLedgerHistory,
  findLedgerTransactions,
  findWalletTrend,
  getLedgerTransaction,
  LEDGER_KINDS,
  type LedgerKind,
  type LedgerTransactionView,
  type WalletDay,
} from "./find-history";
export { findHolds, HOLD_STATES, type HoldState, type HoldView } from "./find-holds";
export { findInvoices, getInvoice, getInvoicePdf } from "./find-invoices";
export {
  type FailedPaymentEventView,
  findPaymentTroubles,
  type PaymentTroubles,
  type RefusedTopUpView,
} from "./find-payment-troubles";
export { findTopUps } from "./find-top-ups";
export { findWallet, type WalletView } from "./find-wallet";
export { issueInvoices, issueOwnInvoices } from "./issue-invoices";
export {
  LEDGER_ACCOUNTS,
  LEDGER_FILTER_NAMES,
  type LedgerAccount,
  type LedgerFilter,
  parseLedgerFilter,
} from "./ledger-filter";
export {
  findLedgerConsistency,
  findLedgerLogFile,
  findLogState,
  getLedgerReceipt,
  type LogState,
  ledgerFolders,
} from "./ledger-log";
export { getBillingDetails, getIssuer, setBillingDetails, setIssuer } from "./parties";
export { arePaymentsSetUp } from "./payment-provider";
export { findLedgerState, type LedgerProbe, watchLedger } from "./probe-ledger";
export { createPromoCode, findPromoCodes } from "./promo-codes";
export { receiveWebhook, WEBHOOK_BYTES_MAX } from "./receive-webhook";
export { redeemPromo } from "./redeem-promo";
export {
  type InvoiceSummaryView,
  type InvoiceView,
  PartyInput,
  type PartyView,
  PromoCodeInput,
  type PromoCodeView,
  type PromoRedemptionView,
  RedeemPromoInput,
  TOP_UP_FAILURES,
  TOP_UP_STATUSES,
  type TopUpFailure,
  TopUpInput,
  type TopUpStatus,
  type TopUpView,
} from "./schema";
export { settlePayments } from "./settle-payments";
export { type StartedTopUp, startTopUp } from "./start-top-up";
export {
  BREAK_REASONS,
  exportLedger,
  type LedgerVerificationView,
  verifyLedger,
} from "./verify-ledger";

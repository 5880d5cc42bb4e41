export { expireHolds } from "./expire-holds";
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
export { findTopUps } from "./find-top-ups";
export { findWallet, type WalletView } from "./find-wallet";
export { arePaymentsSetUp } from "./payment-provider";
export { receiveWebhook, WEBHOOK_BYTES_MAX } from "./receive-webhook";
export {
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

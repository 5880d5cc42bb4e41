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
export { findWallet, type WalletView } from "./find-wallet";
export {
  LEDGER_ACCOUNTS,
  type LedgerAccount,
  parseLedgerFilter,
} from "./ledger-filter";
export {
  findLatestCheckpoint,
  findLedgerConsistency,
  findLedgerLogFile,
  getLedgerReceipt,
  ledgerFolders,
} from "./ledger-log";
export { findLedgerState, type LedgerProbe, watchLedger } from "./probe-ledger";
export {
  BREAK_REASONS,
  exportLedger,
  type LedgerVerificationView,
  verifyLedger,
} from "./verify-ledger";

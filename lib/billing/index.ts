export { expireHolds } from "./expire-holds";
export {
  findLedgerHistory,
  findWalletTrend,
  LEDGER_KINDS,
  type LedgerKind,
  type WalletDay,
} from "./find-history";
export {
  findLedgerTransactions,
  findWallet,
  type LedgerTransactionView,
  type WalletView,
} from "./find-wallet";

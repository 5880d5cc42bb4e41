export { expireHolds } from "./expire-holds";
export {
  findLedgerTransactions,
  findWallet,
  type LedgerTransactionView,
  type WalletView,
} from "./find-wallet";

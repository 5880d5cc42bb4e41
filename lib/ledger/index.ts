export { type AccountCode, getWallet, openBook, type Wallet } from "./account";
export { LedgerError, type LedgerRefusal } from "./errors";
export {
  grantFunds,
  type ReserveInput,
  releaseHold,
  reserve,
  type Settlement,
  settle,
} from "./hold";

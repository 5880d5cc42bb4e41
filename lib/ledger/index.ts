export { getBalances, getWallet, openChain, type Wallet } from "./account";
export {
  type Attestation,
  AttestationError,
  adoptPublishedCheckpoint,
  attachCosignatures,
  attest,
  consistencySince,
  findNewestCheckpoint,
  type LogFolders,
  type NewestCheckpoint,
  type PublishedFile,
  readPublishedFile,
  receiptFor,
  replaceLostKey,
  rotateSigningKey,
} from "./attestation";
export {
  BREAK_REASONS,
  type BreakReason,
  type ChainBreak,
  type ChainCheck,
  ChainChecker,
  checkExport,
} from "./check-chain";
export { sumClearingByDay } from "./clearing-days";
export {
  ACCOUNT_CODES,
  ACCOUNTS,
  type AccountCode,
  type FreeKind,
  KIND_CODES,
  KINDS,
  type KindCode,
} from "./codes";
export { deriveId } from "./derive-id";
export { LedgerError, type LedgerRefusal } from "./errors";
export { exportChain, findChains, findHead, type Head, type InTransaction } from "./export";
export { type Fault, findFaults } from "./find-faults";
export { hashesAt, readHeads } from "./heads";
export {
  type DayChange,
  findTransaction,
  findTransactions,
  sumDays,
  type Transaction,
  type TransactionFilter,
} from "./history";
export {
  findDueHolds,
  findHold,
  findHolds,
  HOLD_STATES,
  type Hold,
  type HoldState,
  type ReserveInput,
  releaseHold,
  reserve,
  type Settlement,
  settle,
} from "./hold";
export { AMOUNT_NANOS_MAX, BATCH_MAX, LINES_MAX, MEMO_BYTES_MAX } from "./limits";
export {
  grantFunds,
  type Line,
  type NewTransaction,
  post,
  postBatch,
  type Receipt,
  type Verdict,
} from "./post";
export { createPoster, type Poster } from "./poster";
export { type LedgerProbe, probeLedger } from "./probe";
export {
  type ChainedTransaction,
  encodeHeader,
  encodeRecord,
  GENESIS,
  hashBody,
  hashLink,
} from "./record";
export {
  type BalanceChange,
  findLastSeqBefore,
  findTimeOf,
  readStatement,
  type Statement,
} from "./statement";
export { type Checkpoint, verifyChain } from "./verify";

export { type Attestation, type AttestInput, attest, type LogFolders } from "./attest";
export type { Checkpoint } from "./checkpoint";
export type { ChainPlace, HashesAt } from "./compare-heads";
export { attachCosignatures } from "./cosign";
export { AttestationError, type AttestationErrorCode } from "./errors";
export type { Head } from "./leaf";
export { adoptPublishedCheckpoint, replaceLostKey, rotateSigningKey } from "./operate";
export { type PublishedFile, readPublishedFile } from "./published-file";
export { consistencySince, type ReceiptOutcome, receiptFor } from "./receipt";

/** Why an attestation was not made, or a receipt not given, with what the operator does about it. The list is closed. */
const ATTESTATION_ERRORS = {
  key_missing:
    "The log has been signed, but the signer's folder has no key. Restore the signer's folder from its backup; if the key is lost for good, run the command that replaces a lost key.",
  key_unreadable:
    "The key file of the signer can't be read. Restore it from its backup, or correct the line that is named.",
  key_unknown:
    "None of the signer's keys is one that the log has introduced. Restore the signer's folder that belongs to this log; if its key is lost for good, run the command that replaces a lost key.",
  state_missing:
    "The signer no longer knows what it signed last. Make sure that the log's folder is the newest there is, then run the command that adopts the published checkpoint.",
  state_behind:
    "The log has a later checkpoint than the signer remembers: the signer's folder is an old copy. Restore the newest copy, or make sure that the log's folder is right and run the command that adopts the published checkpoint.",
  state_unreadable:
    "What the signer remembers of its last checkpoint can't be read. Restore the signer's folder from its backup, or run the command that adopts the published checkpoint.",
  log_missing:
    "The signer has signed a log of which the checkpoint or files are not in the log's folder. Restore the log's folder from its newest backup.",
  log_inconsistent:
    "The log's folder does not hold the log that was signed last: files are lost, old or changed, or another log was put in its place. Restore the log's folder from its newest backup; nothing is signed until it matches.",
  keys_unreadable:
    "The published list of keys, keys.txt, is damaged or not signed as it must be. Restore it from its newest backup.",
  database_rolled_back:
    "The database has less history of a workspace than was attested: it was restored from an old copy. Restore a newer copy of the database; the postings that customers hold receipts for are missing.",
  history_changed:
    "The database has another history of a workspace than was attested. Do not go on: compare the database with its backups and find out who changed postings.",
  clock_behind:
    "The clock of this machine is behind the day of the last attestation. Set the clock.",
  cosignature_refused:
    "The cosignature is not one of a known witness for a checkpoint that this log has published.",
} as const satisfies Record<string, string>;

export type AttestationErrorCode = keyof typeof ATTESTATION_ERRORS;

/** The attestation was refused, and nothing inconsistent was signed. The message tells the operator what to do. */
export class AttestationError extends Error {
  readonly code: AttestationErrorCode;
  /** What was found, for the operator's log. */
  readonly found: string;

  constructor(code: AttestationErrorCode, found: string, cause?: unknown) {
    super(`${ATTESTATION_ERRORS[code]} (${found})`, { cause });
    this.name = "AttestationError";
    this.code = code;
    this.found = found;
  }
}

import { AttestationError } from "./errors";
import { findHead } from "./heads";
import { headLeaf } from "./leaf";
import { consistencyRanges, inclusionRanges, leafHash, verifyInclusion } from "./merkle";
import { formatNote } from "./note";
import { readCheckpoint } from "./publish";
import { readLog } from "./tiles";

/** What a workspace's chain came to when it was attested last. */
export type ReceiptOutcome =
  | {
      readonly outcome: "attested";
      /** The `.tlog-proof` (c2sp.org/tlog-proof), with the entry of the log as its extra data. */
      readonly receipt: string;
      /** How many transactions of the chain it covers. */
      readonly seq: bigint;
    }
  | { readonly outcome: "not_attested" };

/**
 * The receipt of a workspace from the log's folder alone: no key and no database are needed.
 * @throws AttestationError log_missing | log_inconsistent when the folder is damaged
 */
export async function receiptFor(folder: string, workspaceId: string): Promise<ReceiptOutcome> {
  // The index is written after the checkpoint: read before it, it never knows more.
  const head = await findHead(folder, workspaceId);
  const checkpoint = await readCheckpoint(folder);
  if (head === undefined || checkpoint === undefined) return { outcome: "not_attested" };
  const entry = headLeaf(head);
  const log = readLog(folder, checkpoint.size);
  const ranges = inclusionRanges(head.index, checkpoint.size);
  const proof = await Promise.all(ranges.map((range) => log.rangeHash(range)));
  const leaf = { index: head.index, hash: leafHash(entry) };
  if (!verifyInclusion(leaf, checkpoint, proof))
    throw new AttestationError("log_inconsistent", `entry ${head.index} is not in the log`);
  const lines = [
    "c2sp.org/tlog-proof@v1",
    `extra ${entry.toString("base64")}`,
    `index ${head.index}`,
    ...proof.map((hash) => hash.toString("base64")),
  ];
  const receipt = `${lines.join("\n")}\n\n${formatNote(checkpoint.note)}`;
  return { outcome: "attested", receipt, seq: head.seq };
}

/**
 * A file that shows how the log grew from a size to its newest checkpoint: `old` and the size, the proof, an
 * empty line and the checkpoint (the body of add-checkpoint in c2sp.org/tlog-witness). Undefined for a size
 * that the log has not reached.
 */
export async function consistencySince(
  folder: string,
  oldSize: number,
): Promise<string | undefined> {
  const checkpoint = await readCheckpoint(folder);
  if (checkpoint === undefined || oldSize > checkpoint.size) return undefined;
  const log = readLog(folder, checkpoint.size);
  const ranges = consistencyRanges(oldSize, checkpoint.size);
  const proof = await Promise.all(ranges.map((range) => log.rangeHash(range)));
  const lines = [`old ${oldSize}`, ...proof.map((hash) => hash.toString("base64"))];
  return `${lines.join("\n")}\n\n${formatNote(checkpoint.note)}`;
}

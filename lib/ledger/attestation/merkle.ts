import { sha256, sha256Into } from "@/lib/crypto/index";

// Merkle tree hashing, inclusion and consistency proofs of RFC 9162 §2.1 with SHA-256. A tree is known by
// its size; ranges of leaves are [start, end). Sizes are whole numbers below 2^53.

export const HASH_BYTES = 32;

/** A run of leaves whose hash stands in a proof. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const WRONG_LENGTH = "A node of a tree has two hashes of 32 bytes.";

/** The bytes of the node that is hashed: written anew for each, because trees have many. */
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** The hash of an entry (RFC 9162 §2.1.1). */
export function leafHash(entry: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(1 + entry.length);
  bytes[0] = 0;
  bytes.set(entry, 1);
  return sha256(bytes);
}

/** The hash of two subtrees side by side. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new Error(WRONG_LENGTH);
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return sha256(node);
}

/** The root of a tree of leaf hashes, and the hash of the empty string for no leaf. */
export function treeHash(hashes: readonly Uint8Array[]): Buffer {
  if (hashes.length === 0) return sha256("");
  const level = Buffer.concat(hashes);
  if (level.length !== hashes.length * HASH_BYTES) throw new Error(WRONG_LENGTH);
  // Each level is written over the one below it. A node without a neighbour rises as it is, which gives the same tree
  // as the cut at the largest power of two.
  for (let width = hashes.length; width > 1; width = Math.ceil(width / 2)) {
    // Stryker disable next-line EqualityOperator: one step more writes behind the new level, where nothing is read.
    for (let left = 0; left < width; left += 2) {
      const [from, to] = [left * HASH_BYTES, (left / 2) * HASH_BYTES];
      if (left + 1 < width) {
        level.copy(node, 1, from, from + 2 * HASH_BYTES);
        sha256Into(node, level, to);
      } else level.copyWithin(to, from, from + HASH_BYTES);
    }
  }
  return Buffer.from(level.subarray(0, HASH_BYTES));
}

/** The largest power of two below `length`, which is at least 2. */
export function split(length: number): number {
  let power = 1;
  while (power * 2 < length) power *= 2;
  return power;
}

/** The ranges of an inclusion proof, from the leaf's sibling up (RFC 9162 §2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  const path: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      path.unshift({ start: middle, end });
      end = middle;
    } else {
      path.unshift({ start, end: middle });
      start = middle;
    }
  }
  return path;
}

/** The ranges of a proof that the tree of `size` extends the one of `oldSize` (RFC 9162 §2.1.4.1). */
export function consistencyRanges(oldSize: number, size: number): Range[] {
  if (oldSize === 0) return [];
  const path: Range[] = [];
  let [start, end] = [0, size];
  while (end !== oldSize) {
    const middle = start + split(end - start);
    if (oldSize <= middle) {
      path.unshift({ start: middle, end });
      end = middle;
    } else {
      path.unshift({ start, end: middle });
      start = middle;
    }
  }
  // A left edge that is the old tree itself is known to whoever checks.
  return start === 0 ? path : [{ start, end }, ...path];
}

interface Tree {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether a proof shows that the leaf stands at `index` of the tree (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  leaf: { readonly index: number; readonly hash: Uint8Array },
  tree: Tree,
  proof: readonly Uint8Array[],
): boolean {
  if (leaf.index >= tree.size || leaf.hash.length !== HASH_BYTES) return false;
  const ranges = inclusionRanges(leaf.index, tree.size);
  if (ranges.length !== proof.length) return false;
  const isLeft = ranges.map(({ end }) => end <= leaf.index);
  const root = proof.reduce<Uint8Array>(
    (hash, sibling, i) => (isLeft[i] === true ? nodeHash(sibling, hash) : nodeHash(hash, sibling)),
    leaf.hash,
  );
  return isSame(root, tree.root);
}

/** Whether a proof shows that `tree` begins with the leaves of `old` (RFC 9162 §2.1.4.2). */
export function verifyConsistency(old: Tree, tree: Tree, proof: readonly Uint8Array[]): boolean {
  if (old.size > tree.size) return false;
  const ranges = consistencyRanges(old.size, tree.size);
  if (ranges.length !== proof.length) return false;
  if (old.size === 0) return isSame(old.root, treeHash([]));
  // A full old tree is a node of the new one: its root is where both begin, and is not repeated in the proof.
  const isFull = ranges[0]?.end !== old.size;
  const [seed = old.root, ...siblings] = isFull ? [old.root, ...proof] : proof;
  const above = isFull ? ranges : ranges.slice(1);
  const isLeft = above.map(({ start }) => start < old.size);
  const oldRoot = siblings
    .filter((_, i) => isLeft[i] === true)
    .reduce((hash, sibling) => nodeHash(sibling, hash), seed);
  const root = siblings.reduce(
    (hash, sibling, i) => (isLeft[i] === true ? nodeHash(sibling, hash) : nodeHash(hash, sibling)),
    seed,
  );
  return isSame(oldRoot, old.root) && isSame(root, tree.root);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}

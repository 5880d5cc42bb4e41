import fc from "fast-check";
import { describe, expect, it } from "vitest";
import vectors from "@/test/vectors/merkle.json";
import {
  consistencyRanges,
  inclusionRanges,
  leafHash,
  nodeHash,
  type Range,
  treeHash,
  verifyConsistency,
  verifyInclusion,
} from "./merkle";

const fromHex = (text: string): Buffer => Buffer.from(text, "hex");
const leaves = vectors.leaves.map((leaf) => leafHash(fromHex(leaf)));
const root = (size: number): Buffer => fromHex(vectors.roots[size - 1] ?? vectors.emptyRoot);
const proofOf = (hashes: readonly Buffer[], ranges: readonly Range[]): Buffer[] =>
  ranges.map(({ start, end }) => treeHash(hashes.slice(start, end)));

describe("the published trees", () => {
  it("have the published roots", () => {
    for (let size = 0; size <= leaves.length; size += 1)
      expect(treeHash(leaves.slice(0, size))).toEqual(root(size));
  });

  it.each(vectors.inclusion)("have the published inclusion proof of $index in $size", (vector) => {
    const { index, size } = vector;
    const proof = vector.proof.map(fromHex);
    expect(proofOf(leaves, inclusionRanges(index, size))).toEqual(proof);
    const leaf = { index, hash: leaves[index] ?? Buffer.alloc(0) };
    expect(verifyInclusion(leaf, { size, root: root(size) }, proof)).toBe(true);
  });

  it.each(vectors.consistency)("have the published consistency proof of $oldSize in $size", (v) => {
    const { oldSize, size } = v;
    const proof = v.proof.map(fromHex);
    expect(proofOf(leaves, consistencyRanges(oldSize, size))).toEqual(proof);
    const old = { size: oldSize, root: root(oldSize) };
    expect(verifyConsistency(old, { size, root: root(size) }, proof)).toBe(true);
  });
});

const tree = fc.integer({ min: 1, max: 600 }).chain((size) =>
  fc.record({
    hashes: fc.constant(Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)))),
    place: fc.integer({ min: 0, max: size - 1 }),
    seed: fc.nat(),
  }),
);

/** Every way in which one proof may be wrong: a bit, one hash more, one less, two in the wrong order. */
function wrongProofs(proof: readonly Buffer[], seed: number): Buffer[][] {
  const at = proof.length === 0 ? 0 : seed % proof.length;
  const flipped = proof.map((hash, i) => (i === at ? flip(hash, seed) : hash));
  const swapped = proof.toReversed();
  const extra = leafHash(Buffer.from("another"));
  return [
    [...proof, extra],
    [extra, ...proof],
    ...(proof.length > 0 ? [flipped, proof.slice(1), proof.slice(0, -1)] : []),
    ...(proof.length > 1 ? [swapped] : []),
  ];
}

function flip(hash: Buffer, seed: number): Buffer {
  const changed = Buffer.from(hash);
  const at = seed % hash.length;
  changed[at] = (changed[at] ?? 0) ^ (1 << (seed % 8));
  return changed;
}

describe("any tree", () => {
  it("proves each leaf at its place and at no other, and takes no other proof", () => {
    fc.assert(
      fc.property(tree, ({ hashes, place, seed }) => {
        const head = { size: hashes.length, root: treeHash(hashes) };
        const proof = proofOf(hashes, inclusionRanges(place, head.size));
        const leaf = { index: place, hash: hashes[place] ?? Buffer.alloc(0) };
        expect(verifyInclusion(leaf, head, proof)).toBe(true);
        for (const wrong of wrongProofs(proof, seed))
          expect(verifyInclusion(leaf, head, wrong)).toBe(false);
        expect(verifyInclusion({ ...leaf, hash: flip(leaf.hash, seed) }, head, proof)).toBe(false);
        expect(verifyInclusion(leaf, { ...head, root: flip(head.root, seed) }, proof)).toBe(false);
        expect(verifyInclusion({ ...leaf, index: head.size }, head, proof)).toBe(false);
        const elsewhere = seed % head.size;
        if (elsewhere !== place)
          expect(verifyInclusion({ ...leaf, index: elsewhere }, head, proof)).toBe(false);
      }),
    );
  });

  it("proves each smaller size and nothing else to be its beginning", () => {
    fc.assert(
      fc.property(tree, ({ hashes, place, seed }) => {
        const oldHashes = hashes.slice(0, place + 1);
        const old = { size: oldHashes.length, root: treeHash(oldHashes) };
        const head = { size: hashes.length, root: treeHash(hashes) };
        const proof = proofOf(hashes, consistencyRanges(old.size, head.size));
        expect(verifyConsistency(old, head, proof)).toBe(true);
        for (const wrong of wrongProofs(proof, seed))
          expect(verifyConsistency(old, head, wrong)).toBe(false);
        expect(verifyConsistency({ ...old, root: flip(old.root, seed) }, head, proof)).toBe(false);
        expect(verifyConsistency(old, { ...head, root: flip(head.root, seed) }, proof)).toBe(false);
        if (old.size < head.size) expect(verifyConsistency(head, old, proof)).toBe(false);
      }),
    );
  });

  it("extends the empty tree without a proof", () => {
    const old = { size: 0, root: treeHash([]) };
    expect(verifyConsistency(old, { size: 8, root: root(8) }, [])).toBe(true);
    expect(verifyConsistency({ ...old, root: root(1) }, { size: 8, root: root(8) }, [])).toBe(
      false,
    );
    expect(verifyConsistency(old, { size: 8, root: root(8) }, [root(8)])).toBe(false);
  });
});

describe("a proof of the wrong length", () => {
  const [one, other] = [leafHash(Buffer.from("one")), leafHash(Buffer.from("other"))];
  const joined = nodeHash(one, other);

  it("shows no leaf to be in a tree, whatever root it leads to", () => {
    const leaf = { index: 0, hash: one };
    expect(verifyInclusion(leaf, { size: 1, root: joined }, [other])).toBe(false);
    expect(verifyInclusion(leaf, { size: 2, root: one }, [])).toBe(false);
  });

  it("shows no tree to extend another", () => {
    const old = { size: 1, root: one };
    expect(verifyConsistency(old, { size: 1, root: joined }, [other])).toBe(false);
    expect(verifyConsistency(old, { size: 2, root: one }, [])).toBe(false);
    expect(verifyConsistency(old, old, [])).toBe(true);
    const shorter = { size: 1, root: nodeHash(one, nodeHash(other, one)) };
    expect(verifyConsistency({ size: 2, root: joined }, shorter, [other, one, one])).toBe(false);
  });
});

describe("a tree of one leaf", () => {
  const hash = leafHash(Buffer.from("one"));

  it("has it at the first place alone, and as a hash of 32 bytes", () => {
    expect(verifyInclusion({ index: 0, hash }, { size: 1, root: hash }, [])).toBe(true);
    expect(verifyInclusion({ index: 1, hash }, { size: 1, root: hash }, [])).toBe(false);
    const short = hash.subarray(1);
    expect(verifyInclusion({ index: 0, hash: short }, { size: 1, root: short }, [])).toBe(false);
  });

  it("is a copy of it", () => {
    expect(treeHash([hash])).not.toBe(hash);
  });
});

it("a node is made of two hashes and of nothing else", () => {
  const hash = leafHash(Buffer.from("one"));
  for (const [left, right] of [
    [hash.subarray(1), hash],
    [hash, hash.subarray(1)],
  ] as const)
    for (const make of [() => nodeHash(left, right), () => treeHash([left, right])])
      expect(make).toThrow("two hashes of 32 bytes");
});

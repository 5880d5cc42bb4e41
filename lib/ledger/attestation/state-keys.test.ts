import { describe, expect, it } from "vitest";
import { formatKeyList, type KeyList, parseKeyList, signStatement } from "./keys";
import { type HeldKey, newSigningKey, type Signer } from "./signer";
import { stateKeys } from "./state-keys";

const ORIGIN = "ledger.example/log";
const [old, next, other] = [ORIGIN, ORIGIN, ORIGIN].map(newSigningKey).map((key) => ({
  key,
  retireSeconds: undefined,
  isUnendorsed: false,
})) as [HeldKey, HeldKey, HeldKey];
const NAMES = new Map([
  [old.key.verifier.id, "old"],
  [next.key.verifier.id, "next"],
  [other.key.verifier.id, "other"],
]);

const signer = (size: number, ...keys: HeldKey[]): Signer => ({
  folder: "",
  origin: ORIGIN,
  keys,
  last: { origin: ORIGIN, size, root: Buffer.alloc(32), note: { text: "", signatures: [] } },
});
/** What a list says, which must be one that its reader takes. */
function said(list: KeyList): string[] {
  const text = formatKeyList(list);
  expect(parseKeyList(text)).toEqual(list);
  return list.statements.map(
    ({ action, position, seconds, key }) =>
      `${action} ${NAMES.get(key.id)} at ${position} on ${seconds}`,
  );
}
/** Whether the last statement of a list was signed by a key. */
function isBy(list: KeyList, { key }: HeldKey): boolean {
  const signature = Buffer.from(list.statements.at(-1)?.signature ?? "", "base64");
  return signature.toString("hex", 0, 4) === key.verifier.id;
}

const first = stateKeys(signer(0, old), undefined, 100);
const both = stateKeys(signer(9, old, next), first, 200);

describe("what the list of keys has to say", () => {
  it("is at first the signer's own key, by itself", () => {
    expect(said(first)).toEqual(["introduce old at 0 on 100"]);
    expect(first.origin).toBe(ORIGIN);
    expect(stateKeys(signer(9, old), first, 200)).toBe(first);
  });

  it("is then a new key, by the old one", () => {
    expect(said(both)).toEqual(["introduce old at 0 on 100", "introduce next at 9 on 200"]);
    expect(isBy(both, old)).toBe(true);
    expect(stateKeys(signer(9, old, next), both, 300)).toBe(both);
  });

  it("is never at a place that has something", () => {
    const list = stateKeys(signer(0, old, next, other), undefined, 100);
    expect(list.statements.map(({ position }) => position)).toEqual([0, 1, 2]);
    expect(said(list)).toHaveLength(3);
    const later = stateKeys(signer(1, { ...old, retireSeconds: 1 }, next, other), list, 200);
    expect(said(later).at(-1)).toBe("retire old at 3 on 200");
  });

  it("is a key that replaces a lost one, by itself, and the end of that one", () => {
    const lost = stateKeys(signer(9, { ...next, isUnendorsed: true }), first, 200);
    expect(said(lost).slice(1)).toEqual(["introduce next at 9 on 200", "retire old at 10 on 200"]);
    expect(isBy({ ...lost, statements: lost.statements.slice(0, 2) }, next)).toBe(true);
  });

  it("is the end of a key when its time has come, by one that stays", () => {
    const retiring = signer(20, { ...old, retireSeconds: 500 }, next);
    expect(stateKeys(retiring, both, 499)).toBe(both);
    const over = stateKeys(retiring, both, 500);
    expect(said(over).at(-1)).toBe("retire old at 20 on 500");
    expect(isBy(over, next)).toBe(true);
    expect(stateKeys(retiring, over, 600)).toBe(over);
  });

  it("is the end of a key that the signer gave up", () => {
    expect(said(stateKeys(signer(20, next), both, 300)).at(-1)).toBe("retire old at 20 on 300");
  });

  it("is not the end of the last key", () => {
    expect(stateKeys(signer(9, { ...old, retireSeconds: 1 }), first, 300)).toBe(first);
  });

  it("is nothing when no key may speak", () => {
    expect(() => stateKeys(signer(9, next), first, 200)).toThrow(
      `the signer holds ${next.key.verifier.id}`,
    );
    const strangers = signer(9, next, other);
    expect(() => stateKeys(strangers, first, 200)).toThrow(
      `the signer holds ${next.key.verifier.id}, ${other.key.verifier.id}`,
    );
  });

  it("begins with what was published", () => {
    const statement = { action: "introduce", position: 0, seconds: 7 } as const;
    const key = old.key.verifier;
    const published = {
      origin: ORIGIN,
      statements: [signStatement(ORIGIN, { ...statement, key }, old.key)],
    };
    expect(said(stateKeys(signer(3, old, next), published, 8))).toEqual([
      "introduce old at 0 on 7",
      "introduce next at 3 on 8",
    ]);
  });
});

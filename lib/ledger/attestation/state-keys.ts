import { type KeyList, keysAt, signStatement, type Unsigned } from "./keys";
import type { SigningKey, VerifierKey } from "./note";
import { type HeldKey, type Signer, signingKeys } from "./signer";

/**
 * What the published list of keys has to say from now on: every key of the signer is introduced, and every
 * key that the signer gave up, or whose time has come, is retired. Returns the list itself when it says so.
 * @throws AttestationError key_unknown when no key may speak for the new ones
 */
export function stateKeys(
  signer: Signer,
  published: KeyList | undefined,
  seconds: number,
): KeyList {
  let list = published ?? { origin: signer.origin, statements: [] };
  const known = new Set(list.statements.map(({ key }) => key.id));
  for (const held of signer.keys) {
    if (!known.has(held.key.verifier.id)) list = introduce(signer, list, held, seconds);
  }
  for (const key of keysAt(list, Number.POSITIVE_INFINITY)) {
    if (isOver(signer, key, seconds)) list = retire(signer, list, key, seconds);
  }
  return list;
}

function nextPosition(signer: Signer, list: KeyList): number {
  const last = list.statements.at(-1)?.position ?? -1;
  return Math.max(signer.last.size, last + 1);
}

function introduce(signer: Signer, list: KeyList, held: HeldKey, seconds: number): KeyList {
  const position = nextPosition(signer, list);
  const isFirst = list.statements.length === 0;
  const by = isFirst || held.isUnendorsed ? held.key : signingKeys(signer, list, position)[0];
  const key = held.key.verifier;
  const statement = { action: "introduce", position, seconds, key } as const;
  return add(list, signer, statement, by);
}

function retire(signer: Signer, list: KeyList, key: VerifierKey, seconds: number): KeyList {
  const position = nextPosition(signer, list);
  const own = signingKeys(signer, list, position);
  const by = own.find(({ verifier }) => verifier.id !== key.id);
  // A log keeps its last key until it has another one.
  if (by === undefined) return list;
  return add(list, signer, { action: "retire", position, seconds, key }, by);
}

function add(list: KeyList, signer: Signer, statement: Unsigned, by: SigningKey): KeyList {
  const signed = signStatement(signer.origin, statement, by);
  return { ...list, statements: [...list.statements, signed] };
}

/** A key that the signer no longer holds is over at once, others when their time has come. */
function isOver(signer: Signer, key: VerifierKey, seconds: number): boolean {
  const held = signer.keys.find((each) => each.key.verifier.id === key.id);
  return held === undefined || (held.retireSeconds ?? Number.POSITIVE_INFINITY) <= seconds;
}

import { parseDecimal } from "./checkpoint";
import { type KeyAction, keyLeaf } from "./leaf";
import {
  decodeBase64,
  parseVerifierKey,
  type SigningKey,
  signText,
  type VerifierKey,
  verifyNote,
} from "./note";

// keys.txt: which keys the log has signed with, from which size of the log and until which. Each line is
// signed: a new key by one that was valid before it, the end of a key by one that stays. The first key, and
// one that replaces a lost one, can only speak for themselves: who checks has to know them from elsewhere.

const HEADER = "autoink-ledger-keys/v1";

/** One line of keys.txt. The entry of the log at `position` says the same. */
export interface KeyStatement {
  readonly action: KeyAction;
  readonly position: number;
  /** Since 1970, for people: what counts is the position. */
  readonly seconds: number;
  readonly key: VerifierKey;
  /** Key id and signature, in base64. */
  readonly signature: string;
}

export interface KeyList {
  readonly origin: string;
  readonly statements: readonly KeyStatement[];
}

/** A statement that is not signed yet. */
export type Unsigned = Omit<KeyStatement, "signature">;

/** Signs a statement by a key. */
export function signStatement(origin: string, statement: Unsigned, by: SigningKey): KeyStatement {
  return { ...statement, signature: signText(statementText(origin, statement), by).base64 };
}

function statementText(origin: string, statement: Unsigned): string {
  return `autoink-ledger-key/v1\n${origin}\n${statementFields(statement)}\n`;
}

function statementFields({ action, position, seconds, key }: Unsigned): string {
  return `${action} ${position} ${seconds} ${key.vkey}`;
}

/** The entry of the log for a statement. */
export function statementLeaf({ action, seconds, key }: KeyStatement): Buffer {
  return keyLeaf(action, seconds, key.vkey);
}

/** Writes keys.txt. */
export function formatKeyList({ origin, statements }: KeyList): string {
  const lines = statements.map((each) => `${statementFields(each)} ${each.signature}\n`);
  return `${HEADER}\n${origin}\n${lines.join("")}`;
}

/** Reads keys.txt and checks every signature in it. Undefined for a list that is damaged or not signed as it must be. */
export function parseKeyList(text: string): KeyList | undefined {
  const [header, origin = "", ...lines] = text.split("\n");
  if (header !== HEADER || origin === "" || lines.pop() !== "") return undefined;
  const statements: KeyStatement[] = [];
  for (const line of lines) {
    const statement = parseStatement(line);
    if (statement === undefined || !follows({ origin, statements }, statement)) return undefined;
    statements.push(statement);
  }
  return { origin, statements };
}

function parseStatement(line: string): KeyStatement | undefined {
  const [action, position = "", seconds = "", vkey = "", signature = "", ...rest] = line.split(" ");
  const numbers = [parseDecimal(position), parseDecimal(seconds)] as const;
  const key = parseVerifierKey(vkey);
  if (action !== "introduce" && action !== "retire") return undefined;
  if (numbers[0] === undefined || numbers[1] === undefined || key?.kind !== "ecdsa")
    return undefined;
  if (decodeBase64(signature) === undefined || rest.length > 0) return undefined;
  return { action, position: numbers[0], seconds: numbers[1], key, signature };
}

/** Whether a statement may stand after those of the list. */
function follows(list: KeyList, statement: KeyStatement): boolean {
  const { action, position, key } = statement;
  const last = list.statements.at(-1);
  if (last === undefined ? position !== 0 : position <= last.position) return false;
  const valid = keysAt(list, position + 1);
  const others = valid.filter(({ id }) => id !== key.id);
  const isKnown = list.statements.some((each) => each.key.id === key.id);
  if (action === "introduce")
    return !isKnown && isSignedBy(list.origin, statement, [...others, key]);
  return others.length < valid.length && isSignedBy(list.origin, statement, others);
}

function isSignedBy(
  origin: string,
  statement: KeyStatement,
  keys: readonly VerifierKey[],
): boolean {
  const text = statementText(origin, statement);
  return keys.some((key) => {
    const note = { text, signatures: [{ name: key.name, base64: statement.signature }] };
    return verifyNote(note, key) === "valid";
  });
}

/** The keys whose signatures count on a checkpoint of this size, oldest first. */
export function keysAt({ statements }: KeyList, size: number): VerifierKey[] {
  const before = statements.filter(({ position }) => position < size);
  const retired = before.filter(({ action }) => action === "retire").map(({ key }) => key.id);
  // Each key is introduced once: what is left of them is not retired.
  return before.map(({ key }) => key).filter(({ id }) => !retired.includes(id));
}

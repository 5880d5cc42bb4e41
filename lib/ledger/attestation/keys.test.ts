import { describe, expect, it } from "vitest";
import {
  formatKeyList,
  type KeyStatement,
  keysAt,
  parseKeyList,
  signStatement,
  statementLeaf,
} from "./keys";
import { parseLeaf } from "./leaf";
import { parseVerifierKey, type SigningKey, signText } from "./note";
import { newSigningKey } from "./signer";
import { witness } from "./witness.fixture";

const ORIGIN = "ledger.example/log";
const [first, second, third] = [ORIGIN, ORIGIN, ORIGIN].map(newSigningKey) as [
  SigningKey,
  SigningKey,
  SigningKey,
];

type Action = KeyStatement["action"];
const signed = (action: Action, position: number, key: SigningKey, by: SigningKey): KeyStatement =>
  signStatement(ORIGIN, { action, position, seconds: 1_000 + position, key: key.verifier }, by);

const introduced = signed("introduce", 0, first, first);
const followed = signed("introduce", 5, second, first);
const retired = signed("retire", 6, first, second);
const replaced = signed("introduce", 9, third, third);
const statements = [introduced, followed, retired, replaced];
const text = formatKeyList({ origin: ORIGIN, statements });

/** The text of a list with a last line that somebody signed who writes what he likes. */
function withLine(before: readonly KeyStatement[], fields: string, signature: string): string {
  return `${formatKeyList({ origin: ORIGIN, statements: before })}${fields} ${signature}\n`;
}
function signature(fields: string, by: SigningKey): string {
  return signText(`autoink-ledger-key/v1\n${ORIGIN}\n${fields}\n`, by).base64;
}

describe("keys.txt", () => {
  it("is read as it was written", () => {
    expect(text.split("\n").slice(0, 3)).toEqual([
      "autoink-ledger-keys/v1",
      ORIGIN,
      `introduce 0 1000 ${first.verifier.vkey} ${introduced.signature}`,
    ]);
    expect(parseKeyList(text)).toEqual({ origin: ORIGIN, statements });
    expect(parseKeyList(`autoink-ledger-keys/v1\n${ORIGIN}\n`)?.statements).toEqual([]);
  });

  it("signs what it says of a key", () => {
    expect(introduced.signature).not.toBe(followed.signature);
    const fields = `retire 6 1006 ${first.verifier.vkey}`;
    const list = parseKeyList(withLine([introduced, followed], fields, signature(fields, second)));
    expect(list?.statements.at(-1)).toMatchObject({ action: "retire", position: 6, seconds: 1006 });
  });

  it("is not read with another header, without an origin or with a line that is cut", () => {
    expect(parseKeyList(text.replace("keys/v1", "keys/v2"))).toBeUndefined();
    expect(parseKeyList("autoink-ledger-keys/v1\n\n")).toBeUndefined();
    expect(parseKeyList(text.slice(0, -1))).toBeUndefined();
    expect(parseKeyList(`${text}\n`)).toBeUndefined();
    expect(parseKeyList("")).toBeUndefined();
  });

  const own = `${third.verifier.vkey}`;
  it.each([
    // Each is signed as it would be read, had nobody looked at the field.
    ["a position that is no number", `introduce x 9 ${own}`, `introduce undefined 9 ${own}`],
    ["a time that is no number", `introduce 9 x ${own}`, `introduce 9 undefined ${own}`],
    ["a key that is none", "introduce 9 9 nothing", "introduce 9 9 undefined"],
  ])("is not read with %s", (_, fields, read) => {
    expect(parseKeyList(withLine([introduced], fields, signature(read, third)))).toBeUndefined();
  });

  it("is not read with another action, another kind of key, a field more or a signature written otherwise", () => {
    const fields = `retire 6 9 ${first.verifier.vkey}`;
    const before = [introduced, followed];
    expect(parseKeyList(withLine(before, fields, signature(fields, second)))).toBeDefined();
    const tab = `${signature(fields, second)}\t`;
    expect(parseKeyList(withLine(before, fields, tab))).toBeUndefined();
    const more = `${signature(fields, second)} more`;
    expect(parseKeyList(withLine(before, fields, more))).toBeUndefined();
    const action = fields.replace("retire", "remove");
    expect(parseKeyList(withLine(before, action, signature(action, second)))).toBeUndefined();
    const { vkey, signText: cosign } = witness(ORIGIN);
    const other = `introduce 9 9 ${vkey}`;
    const cosigned = cosign(`autoink-ledger-key/v1\n${ORIGIN}\n${other}\n`);
    expect(parseKeyList(withLine(before, other, cosigned))).toBeUndefined();
  });
});

describe("a list of keys", () => {
  it.each<[string, KeyStatement[]]>([
    ["that does not begin with the log", [signed("introduce", 1, first, first)]],
    ["that begins with an end", [signed("retire", 0, first, first)]],
    ["with two statements at one place", [introduced, signed("introduce", 0, second, first)]],
    ["in which a key comes twice", [introduced, followed, signed("introduce", 7, first, second)]],
    ["in which a key comes again", [...statements, signed("introduce", 12, first, second)]],
    ["in which a stranger speaks for a key", [introduced, signed("introduce", 5, second, third)]],
    [
      "in which a retired key speaks",
      [introduced, followed, retired, signed("introduce", 8, third, first)],
    ],
    ["in which a key ends itself", [introduced, followed, signed("retire", 6, first, first)]],
    ["in which an unknown key ends", [introduced, followed, signed("retire", 6, third, first)]],
    ["in which a key ends twice", [...statements, signed("retire", 12, first, second)]],
    ["in which the last key ends", [introduced, signed("retire", 6, first, first)]],
  ])("%s is refused", (_, list) => {
    expect(parseKeyList(formatKeyList({ origin: ORIGIN, statements: list }))).toBeUndefined();
  });

  it("of which one line is of another log is refused", () => {
    const other = formatKeyList({ origin: "other.example/log", statements });
    expect(parseKeyList(other)).toBeUndefined();
  });

  it("says which keys count at a size", () => {
    const ids = (size: number) => keysAt({ origin: ORIGIN, statements }, size).map(({ id }) => id);
    const [a, b, c] = [first, second, third].map(({ verifier }) => verifier.id);
    expect(ids(0)).toEqual([]);
    expect(ids(1)).toEqual([a]);
    expect(ids(5)).toEqual([a]);
    expect(ids(6)).toEqual([a, b]);
    expect(ids(7)).toEqual([b]);
    expect(ids(Number.POSITIVE_INFINITY)).toEqual([b, c]);
  });

  it("stands in the log line by line", () => {
    expect(parseLeaf(statementLeaf(retired))).toEqual({
      kind: "key",
      action: "retire",
      seconds: 1_006,
      vkey: first.verifier.vkey,
    });
    expect(parseVerifierKey(first.verifier.vkey)).toEqual(first.verifier);
  });
});

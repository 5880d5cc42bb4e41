import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseSigningKey, signText } from "../../lib/ledger/attestation/note.ts";
import vectors from "../../test/vectors/merkle.json" with { type: "json" };
import notes from "../../test/vectors/notes.json" with { type: "json" };
import {
  bodyHash,
  chainBytes,
  chainHashes,
  EXAMPLE,
  EXAMPLE_WORKSPACE,
  type Transaction,
} from "./chain.fixture.ts";
import { Operator } from "./evidence.fixture.ts";
import { type Case, HAS_PYTHON, pythonVerdicts } from "./python.fixture.ts";
import {
  parseCheckpoint,
  requireSigned,
  sha256,
  trustKeys,
  verifyConsistency,
  verifyInclusion,
  verifyLedger,
} from "./verify.mjs";
import { cosign, makeWitness } from "./witness.mjs";

// Both verifiers are tried on the same evidence, and must say the same: one is for browsers and Node.js, the
// other was written along docs/ledger.md for Python.

const HERE = fileURLToPath(new URL(".", import.meta.url));
const VECTORS = fileURLToPath(new URL("../../test/vectors/ledger/", import.meta.url));
const EXIT = { proven: 0, contradicted: 1, unreadable: 2 } as const;
type Exit = 0 | 1 | 2;

/** A text as the command reads it: what is not UTF-8 is no text that a check would take. */
function asText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return "\u0000";
  }
}

async function verdict({ chain, receipt, keys, kept, consistency }: Case): Promise<Exit> {
  const report = await verifyLedger({
    chain,
    receipt: asText(receipt),
    keys: keys.map(asText),
    ...(kept === undefined ? {} : { kept: asText(kept) }),
    ...(consistency === undefined ? {} : { consistency: asText(consistency) }),
  });
  const stepsThat = (outcome: string) => report.steps.filter((step) => step.outcome === outcome);
  expect(stepsThat("fails")).toHaveLength(report.verdict === "proven" ? 0 : 1);
  if (report.verdict === "proven") {
    expect(stepsThat("not_checked")).toHaveLength(kept === undefined ? 1 : 0);
  }
  return EXIT[report.verdict];
}

/** The verdicts on many cases. Both verifiers must agree on each. */
async function verdicts(cases: readonly Case[]): Promise<Exit[]> {
  const own: Exit[] = [];
  for (const each of cases) own.push(await verdict(each));
  if (HAS_PYTHON) expect(pythonVerdicts(cases)).toEqual(own);
  return own;
}

const bytes = (text: string): Buffer => Buffer.from(text);
const file = (name: string): Buffer => readFileSync(join(VECTORS, name));
const example = (): Case => ({
  chain: file("chain.bin"),
  receipt: file("receipt.tlog-proof"),
  keys: [file("keys.txt")],
});
const exampleKey = (): Buffer => bytes(file("keys.txt").toString().split(" ")[3] ?? "");

/** A file with each of its bits changed, one at a time. */
function flips(whole: Buffer): Buffer[] {
  return Array.from({ length: whole.length * 8 }, (_, i) => {
    const changed = Buffer.from(whole);
    const at = Math.floor(i / 8);
    changed[at] = (changed[at] ?? 0) ^ (1 << (i % 8));
    return changed;
  });
}

it.skipIf(!HAS_PYTHON)("verify.py, the second implementation, is tried on all of this", () => {
  expect(pythonVerdicts([example()])).toEqual([0]);
});

describe("the worked example", () => {
  it("is proven, also with the kept checkpoint", async () => {
    const kept = { kept: file("kept-checkpoint"), consistency: file("consistency.txt") };
    expect(await verdicts([example(), { ...example(), ...kept }])).toEqual([0, 0]);
  });

  it("has in docs/ledger.md the bytes and hashes that it has", () => {
    const text = readFileSync(join(HERE, "../../docs/ledger.md"), "utf8");
    const hashes = chainHashes(EXAMPLE_WORKSPACE, EXAMPLE);
    expect(chainBytes(EXAMPLE_WORKSPACE, EXAMPLE)).toEqual(file("chain.bin"));
    for (const [i, transaction] of EXAMPLE.entries()) {
      const [body, hash] = [bodyHash(transaction), hashes[i]].map((each) => each?.toString("hex"));
      expect(text.replaceAll(/ +/g, " ")).toContain(
        `| ${i + 1} | \`${transaction.id}\` | \`${body}\` | \`${hash}\` |`,
      );
    }
    const [block = ""] = /Record 1[\s\S]*?```\n([\s\S]*?)```/.exec(text)?.slice(1) ?? [];
    const record = block.split("\n").map((line) => line.split("   ")[0]?.replaceAll(" ", ""));
    expect(record.join("")).toBe(file("chain.bin").toString("hex", 29, 128));
    const receipt = file("receipt.tlog-proof").toString();
    const entry = Buffer.from(receipt.split("\n")[1]?.slice(6) ?? "", "base64");
    const [, parts = ""] = /The receipt's entry[\s\S]*?```\n([\s\S]*?)```/.exec(text) ?? [];
    const [tag, workspace, seq, head, leaf] = parts.split("\n").map((line) => line.split(" ")[0]);
    expect(`${tag}${workspace}${seq}${head}`).toBe(entry.toString("hex"));
    expect(leaf).toBe(Buffer.from(sha256(Buffer.concat([Buffer.alloc(1), entry]))).toString("hex"));
    for (const name of ["receipt.tlog-proof", "kept-checkpoint"]) {
      const root = Buffer.from(
        /\n([^\n]{44})\n\n—/.exec(file(name).toString())?.[1] ?? "",
        "base64",
      );
      expect(text).toContain(`\`${root.toString("hex")}\``);
    }
    const report = verifyLedger({
      chain: file("chain.bin"),
      receipt,
      keys: [file("keys.txt").toString()],
    });
    return expect(report).resolves.toMatchObject({
      balances: { 1: 4_360_000_000n, 2: 0n, 3: 640_000_000n, 7: -5_000_000_000n },
    });
  });

  it("is refused with any bit of the chain changed", async () => {
    const cases = flips(file("chain.bin")).map((chain) => ({ ...example(), chain }));
    expect(new Set(await verdicts(cases))).toEqual(new Set([1, 2]));
  });

  it("is refused with any bit of the receipt changed", async () => {
    const receipts = flips(file("receipt.tlog-proof"));
    const cases = receipts.map((receipt) => ({ ...example(), keys: [exampleKey()], receipt }));
    expect(new Set(await verdicts(cases))).toEqual(new Set([1, 2]));
  }, 120_000);

  it("is refused with any bit of the kept checkpoint or of the keys changed", async () => {
    const consistency = file("consistency.txt");
    const kept = flips(file("kept-checkpoint")).map((changed) => ({
      ...example(),
      keys: [exampleKey()],
      kept: changed,
      consistency,
    }));
    const keys = flips(file("keys.txt")).map((changed) => ({ ...example(), keys: [changed] }));
    const lines = consistency.subarray(0, consistency.lastIndexOf("\n\n"));
    const proofs = flips(lines).map((changed) => ({
      ...example(),
      keys: [exampleKey()],
      kept: file("kept-checkpoint"),
      consistency: Buffer.concat([changed, consistency.subarray(lines.length)]),
    }));
    // The seconds of a key are signed as they are written, so that no bit of the list is free either.
    expect(new Set(await verdicts([...kept, ...keys, ...proofs]))).toEqual(new Set([1, 2]));
  }, 240_000);

  it("is refused when it is cut or added to anywhere", async () => {
    const chain = file("chain.bin");
    const receipt = file("receipt.tlog-proof");
    const cut = (whole: Buffer): Buffer[] =>
      Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length));
    const cases: Case[] = [
      ...cut(chain).map((part) => ({ ...example(), chain: part })),
      ...cut(receipt).map((part) => ({ ...example(), receipt: part })),
      { ...example(), chain: Buffer.concat([chain, Buffer.alloc(1)]) },
      { ...example(), receipt: Buffer.concat([receipt, bytes("\n")]) },
      { ...example(), receipt: Buffer.concat([receipt, bytes("x")]) },
      { ...example(), keys: [] },
      { ...example(), keys: [Buffer.concat([file("keys.txt"), bytes("\n")])] },
      { ...example(), keys: [file("keys.txt"), file("keys.txt")] },
    ];
    expect((await verdicts(cases)).filter((exit) => exit === 0)).toEqual([]);
  });
});

describe("hashes and proofs", () => {
  it("are SHA-256", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (input) => {
        const expected = createHash("sha256").update(input).digest("hex");
        expect(Buffer.from(sha256(input)).toString("hex")).toBe(expected);
      }),
    );
    const million = Buffer.alloc(1_000_000, "a");
    expect(Buffer.from(sha256(million)).toString("hex")).toBe(
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    );
  });

  const hex = (text: string): Buffer => Buffer.from(text, "hex");
  const tree = (size: number) => ({ size, root: hex(vectors.roots[size - 1] ?? "") });

  it("are those of the published trees", () => {
    for (const { index, size, proof } of vectors.inclusion) {
      const leaf = sha256(Buffer.concat([Buffer.alloc(1), hex(vectors.leaves[index] ?? "")]));
      expect(verifyInclusion({ index, hash: leaf }, tree(size), proof.map(hex))).toBe(true);
      expect(verifyInclusion({ index, hash: leaf }, tree(size), [...proof.map(hex), leaf])).toBe(
        false,
      );
    }
    for (const { oldSize, size, proof } of vectors.consistency) {
      expect(verifyConsistency(tree(oldSize), tree(size), proof.map(hex))).toBe(true);
      if (oldSize < size)
        expect(verifyConsistency(tree(oldSize), tree(size), proof.slice(1).map(hex))).toBe(false);
    }
  });

  it("take the signatures of other logs, whose keys have names of their own", async () => {
    for (const { note, vkey } of notes.checkpoints) {
      const [trusted] = await trustKeys([vkey]);
      const checkpoint = parseCheckpoint(note);
      if (trusted === undefined || checkpoint === undefined)
        throw new Error("A vector is damaged.");
      const { name, id } = trusted.key;
      await expect(requireSigned(checkpoint, [trusted])).rejects.toThrow("calls itself");
      const named = { ...checkpoint, origin: name };
      await expect(requireSigned(named, [trusted])).resolves.toMatchObject({ id });
    }
  });
});

const lines = fc.array(
  fc
    .record({ debit: fc.nat(9), credit: fc.nat(9), amount: fc.bigInt({ min: 1n, max: 2n ** 62n }) })
    .filter(({ debit, credit }) => debit !== credit),
  { minLength: 1, maxLength: 4 },
);
const transaction: fc.Arbitrary<Transaction> = fc.record({
  id: fc.uuid(),
  createdUs: fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
  kind: fc.integer({ min: 1, max: 11 }),
  memo: fc.string({ unit: "grapheme", maxLength: 40 }),
  lines,
});

describe("any chain", () => {
  let operator: Operator;
  beforeEach(() => {
    operator = new Operator();
  });
  afterEach(() => operator.remove());

  it("is proven as it is, and refused with any one bit changed", async () => {
    const chains = fc.tuple(
      fc.array(transaction, { minLength: 1, maxLength: 6 }),
      fc.nat(),
      fc.nat(40),
    );
    const cases: Case[] = [];
    const wrong: Case[] = [];
    for (const [transactions, seed, others] of fc.sample(chains, { numRuns: 25, seed: 7 })) {
      operator.remove();
      operator = new Operator();
      operator.transactions = transactions;
      operator.others = others;
      await operator.attest();
      const right = {
        chain: operator.chain(),
        receipt: bytes(await operator.receipt()),
        keys: [bytes(operator.text("keys.txt"))],
      };
      cases.push(right);
      const bits = flips(right.chain);
      wrong.push({ ...right, chain: bits[seed % bits.length] ?? right.chain });
    }
    expect(new Set(await verdicts(cases))).toEqual(new Set([0]));
    expect(await verdicts(wrong)).not.toContain(0);
  });

  it("is refused, and never more than that, when the files are something else", async () => {
    const right = example();
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ maxLength: 400 }).map(bytes),
      fc.constantFrom(right.chain, right.receipt, file("keys.txt"), file("consistency.txt")),
    );
    const cases = fc.sample(
      fc.record({
        chain: fc.oneof(
          { weight: 2, arbitrary: fc.constant(right.chain) },
          { weight: 1, arbitrary: anything },
        ),
        receipt: anything,
        keys: fc.array(anything, { maxLength: 2 }),
        kept: fc.option(anything, { nil: undefined }),
        consistency: fc.option(anything, { nil: undefined }),
      }),
      { numRuns: 300, seed: 11 },
    );
    const exits = await verdicts(cases);
    for (const [i, exit] of exits.entries())
      if (exit === 0) expect(cases[i]?.receipt).toBe(right.receipt);
  });
});

describe("what an operator may do", () => {
  let operator: Operator;
  beforeEach(async () => {
    operator = new Operator();
    await operator.attest();
  });
  afterEach(() => operator.remove());

  const evidence = async (from = operator): Promise<Case> => ({
    chain: from.chain(),
    receipt: bytes(await from.receipt()),
    keys: [bytes(from.text("keys.txt"))],
  });
  const explain = async ({ chain, receipt, keys, kept, consistency }: Case): Promise<string> =>
    (
      await verifyLedger({
        chain,
        receipt: asText(receipt),
        keys: keys.map(asText),
        ...(kept === undefined ? {} : { kept: asText(kept) }),
        ...(consistency === undefined ? {} : { consistency: asText(consistency) }),
      })
    ).steps
      .map(({ text }) => text)
      .join("\n");

  it("goes on: a receipt covers the beginning of a longer chain", async () => {
    const early = await evidence();
    operator.post(5n);
    const longer = { ...early, chain: operator.chain() };
    expect(await verdicts([longer])).toEqual([0]);
    expect(await explain(longer)).toContain("The last 1 are newer than the receipt");
  });

  it("leaves out the end of a chain", async () => {
    const whole = await evidence();
    operator.transactions.pop();
    const shorter = { ...whole, chain: operator.chain() };
    expect(await verdicts([shorter])).toEqual([1]);
    expect(await explain(shorter)).toContain("transactions are missing");
  });

  it("rewrites a posting and every hash after it", async () => {
    const early = await evidence();
    operator.transactions = operator.transactions.map((each, i) =>
      i === 0 ? { ...each, lines: [{ debit: 7, credit: 1, amount: 4_000_000_000n }] } : each,
    );
    const rewritten = { ...early, chain: operator.chain() };
    expect(await verdicts([rewritten])).toEqual([1]);
    expect(await explain(rewritten)).toContain("history was rewritten");
  });

  it("gives the receipt of somebody else", async () => {
    const { receipt } = await evidence();
    const chain = chainBytes("0190a5b0-7c00-7000-8000-0000000000a2", EXAMPLE);
    expect(await verdicts([{ ...(await evidence()), chain, receipt }])).toEqual([1]);
  });

  it("shows the log's growth, by a file or by its tiles, in either direction", async () => {
    operator.others = 700;
    const kept = [operator.text("checkpoint")];
    const receipts = [await operator.receipt()];
    for (let day = 0; day < 3; day += 1) {
      operator.post(1n);
      await operator.attest();
      kept.push(operator.text("checkpoint"));
      receipts.push(await operator.receipt());
    }
    const newest = kept.at(-1) ?? "";
    for (const old of kept) {
      const consistency = bytes(await operator.consistencySince(old));
      const given = { ...(await evidence()), kept: bytes(old), consistency };
      expect(await verdicts([given])).toEqual([0]);
      const { readTile } = operator;
      const byTiles = { chain: given.chain, keys: given.keys.map(asText), kept: old, readTile };
      const report = await verifyLedger({ ...byTiles, receipt: receipts.at(-1) ?? "" });
      expect(report.verdict).toBe("proven");
    }
    const backwards = {
      ...(await evidence()),
      receipt: bytes(receipts[1] ?? ""),
      kept: bytes(newest),
      consistency: bytes(await operator.consistencySince(kept[1] ?? "")),
    };
    const lacking = { ...(await evidence()), kept: bytes(kept[0] ?? "") };
    const another = {
      ...lacking,
      consistency: bytes(await operator.consistencySince(kept[1] ?? "")),
    };
    expect(await verdicts([backwards, lacking, another])).toEqual([0, 2, 2]);
    expect(await explain(lacking)).toContain("consistency file");
  });

  it("shows two logs to two customers", async () => {
    operator.post(1n);
    await operator.attest();
    const kept = operator.text("checkpoint");
    // The operator starts again with the same key and another history.
    const other = new Operator();
    other.transactions = [...EXAMPLE.slice(0, 2)];
    const keys = readFileSync(join(operator.folders.signer, "keys"), "utf8");
    await other.attest();
    const key = parseSigningKey(keys.trim());
    if (key === undefined) throw new Error("This is not a key.");
    const sign = (checkpoint: string): string => {
      const text = checkpoint.slice(0, checkpoint.lastIndexOf("\n\n") + 1);
      return `${text}\n— ${key.verifier.name} ${signText(text, key).base64}\n`;
    };
    const receipt = await other.receipt();
    const [proof = "", checkpoint = ""] = receipt.split(/\n\n(?=ledger)/);
    const forged: Case = {
      chain: other.chain(),
      receipt: bytes(`${proof}\n\n${sign(checkpoint)}`),
      keys: [bytes(key.verifier.vkey)],
    };
    const size = Number(checkpoint.split("\n")[1]);
    const consistency = bytes(
      `old ${size}\n${(await operator.consistencySince(checkpoint)).split("\n").slice(1).join("\n")}`,
    );
    const caught = { ...forged, kept: bytes(kept), consistency };
    expect(await verdicts([forged, caught])).toEqual([0, 1]);
    expect(await explain(caught)).toContain("two different logs");
    other.remove();
  });

  it("signs with another key", async () => {
    const other = new Operator();
    await other.attest();
    const given = { ...(await evidence()), keys: [bytes(other.text("keys.txt"))] };
    expect(await verdicts([given])).toEqual([1]);
    expect(await explain(given)).toContain("None of the trusted keys has signed");
    other.remove();
  });

  it("changes its key: both are good for a while, and the old one no longer after that", async () => {
    const early = await evidence();
    const oldKey = bytes(early.keys[0]?.toString().split(" ")[3] ?? "");
    const oldPrivate = parseSigningKey(
      readFileSync(join(operator.folders.signer, "keys"), "utf8").trim(),
    );
    const newKey = bytes(await operator.rotate(1));
    await operator.attest();
    const window = await evidence();
    const given = (...keys: Uint8Array[]): Case => ({ ...window, keys });
    expect(await verdicts([given(oldKey), given(newKey), window])).toEqual([0, 0, 0]);
    await operator.attest();
    const late = await evidence();
    const list = bytes(operator.text("keys.txt"));
    const forms = [[oldKey], [newKey], [list], [oldKey, list], [newKey, list]];
    expect(await verdicts(forms.map((keys) => ({ ...late, keys })))).toEqual([1, 0, 0, 0, 0]);
    // What the old key signed in its time stays good; the new one says nothing of it.
    expect(await verdicts([{ ...early, keys: [list] }])).toEqual([0]);
    expect(await verdicts([{ ...early, keys: [newKey, list] }])).toEqual([1]);
    if (oldPrivate === undefined) throw new Error("This is not a key.");
    const [proof = "", checkpoint = ""] = late.receipt.toString().split(/\n\n(?=ledger)/);
    const text = checkpoint.slice(0, checkpoint.lastIndexOf("\n\n") + 1);
    const line = `— ${oldPrivate.verifier.name} ${signText(text, oldPrivate).base64}\n`;
    const stolen = { ...late, receipt: bytes(`${proof}\n\n${text}\n${line}`), keys: [list] };
    expect(await verdicts([stolen])).toEqual([1]);
    expect(await explain(stolen)).toContain("not valid for it");
  });

  it("loses its key: the new one is believed only by those who were told of it", async () => {
    const early = await evidence();
    const newKey = bytes(await operator.loseKeys());
    operator.post(1n);
    await operator.attest();
    const late = await evidence();
    const list = bytes(operator.text("keys.txt"));
    const forms = [[list], [newKey], [newKey, list]];
    expect(await verdicts(forms.map((keys) => ({ ...late, keys })))).toEqual([1, 0, 0]);
    expect(await verdicts([{ ...early, keys: [list] }])).toEqual([0]);
  });
});

describe("a witness", () => {
  let operator: Operator;
  beforeEach(async () => {
    operator = new Operator();
    await operator.attest();
  });
  afterEach(() => operator.remove());
  const now = new Date(Date.UTC(2026, 0, 6));

  it("signs what continues the log that it kept, and nothing else", async () => {
    const folder = join(operator.root, "witness");
    const vkey = makeWitness(folder, "witness.example/me");
    const keys = [operator.text("keys.txt")];
    const first = operator.text("checkpoint");
    const cosigned = await cosign(folder, { checkpoint: first, keys, now });
    const receipt = (await operator.receipt()).replace(first, cosigned);
    const chain = operator.chain();
    const check = (text: string) => verifyLedger({ chain, receipt: text, keys, witnesses: [vkey] });
    expect((await check(receipt)).verdict).toBe("proven");
    expect((await check(await operator.receipt())).verdict).toBe("contradicted");

    operator.post(1n);
    await operator.attest();
    const checkpoint = operator.text("checkpoint");
    await expect(cosign(folder, { checkpoint, keys, now })).rejects.toThrow("consistency file");
    const consistency = await operator.consistencySince(first);
    const { readTile } = operator;
    expect(await cosign(folder, { checkpoint, keys, consistency, now })).toContain("— witness");
    expect(await cosign(folder, { checkpoint, keys, readTile, now })).toContain("— witness");
    await expect(cosign(folder, { checkpoint: first, keys, now })).rejects.toThrow("older");
    const other = new Operator();
    for (let day = 0; day < 3; day += 1) await other.attest();
    const foreign = { checkpoint: other.text("checkpoint"), keys: [other.text("keys.txt")], now };
    await expect(cosign(folder, foreign)).rejects.toThrow("None of the trusted keys");
    other.remove();
  });

  it("is made once, and its command says what it did", () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(HERE, "witness.mjs"), ...args], { encoding: "utf8" });
    const folder = join(operator.root, "witness");
    const made = run("--folder", folder, "--name", "witness.example/me");
    expect([made.status, made.stdout]).toEqual([
      0,
      expect.stringMatching(/^witness\.example\/me\+/),
    ]);
    expect(run("--folder", folder, "--name", "witness.example/me").status).toBe(3);
    const checkpoint = join(operator.folders.log, "checkpoint");
    const out = join(operator.root, "cosigned");
    const input = ["--folder", folder, "--checkpoint", checkpoint, "--out", out];
    const keys = ["--key", join(operator.folders.log, "keys.txt")];
    expect(run(...input, ...keys).status).toBe(0);
    expect(readFileSync(out, "utf8").startsWith(readFileSync(checkpoint, "utf8"))).toBe(true);
    writeFileSync(checkpoint, readFileSync(checkpoint, "utf8").replace("\n23\n", "\n24\n"));
    expect(run(...input, ...keys).status).toBe(1);
    expect(run(...input).status).toBe(3);
  });
});

describe("the command", () => {
  const [chain, receipt, keys] = ["chain.bin", "receipt.tlog-proof", "keys.txt"].map((name) =>
    join(VECTORS, name),
  ) as [string, string, string];
  const node = [process.execPath, join(HERE, "verify.mjs")];
  const python = ["python3", join(HERE, "verify.py")];
  const commands = HAS_PYTHON ? [node, python] : [node];

  it.each([
    ["proven", 0, ["--chain", chain, "--receipt", receipt, "--key", keys]],
    ["contradicted", 1, ["--chain", chain, "--receipt", receipt, "--key", exampleKeyOf("rekor")]],
    ["not readable", 2, ["--chain", keys, "--receipt", receipt, "--key", keys]],
    ["not a text", 2, ["--chain", chain, "--receipt", chain, "--key", keys]],
    ["a file that is not there", 3, ["--chain", "nowhere", "--receipt", receipt, "--key", keys]],
    ["an option that there is not", 3, ["--chains", chain, "--receipt", receipt, "--key", keys]],
    ["an option without its value", 3, ["--chain", chain, "--receipt", receipt, "--key"]],
    ["no key", 3, ["--chain", chain, "--receipt", receipt]],
  ])("tells by its exit code: %s", (_, code, args) => {
    for (const [program = "", ...start] of commands) {
      const { status, stderr } = spawnSync(program, [...start, ...args], { encoding: "utf8" });
      expect([program, status, stderr.includes("Traceback")]).toEqual([program, code, false]);
    }
  });

  it("compares with a kept checkpoint and writes the one to keep next", () => {
    const operator = new Operator();
    const save = join(operator.root, "next");
    const kept = ["--kept", join(VECTORS, "kept-checkpoint"), "--tiles", VECTORS, "--save", save];
    const args = ["--chain", chain, "--receipt", receipt, "--key", keys, ...kept];
    const { status, stdout } = spawnSync(process.execPath, [join(HERE, "verify.mjs"), ...args], {
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([0, expect.stringContaining("The wallet holds 4.36 USD")]);
    expect(receiptText()).toContain(readFileSync(save, "utf8"));
    operator.remove();
  });
});

function exampleKeyOf(name: string): string {
  return notes.checkpoints.find(({ vkey }) => vkey.startsWith(name))?.vkey ?? "";
}

function receiptText(): string {
  return file("receipt.tlog-proof").toString();
}

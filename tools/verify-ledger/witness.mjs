// Makes a customer a witness of the log (docs/ledger.md, part 9): checks that a checkpoint continues the one
// that was kept, keeps it, and signs that it was seen. It needs verify.mjs beside it and Node.js.
//
//   node witness.mjs --folder witness --name witness.example/me          makes the witness's key, once
//   node witness.mjs --folder witness --key keys.txt --checkpoint checkpoint
//        [--consistency file | --tiles folder] --out cosigned-checkpoint
//
// Send the cosigned checkpoint to the operator, who adds your line to the published one.

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  parseArguments,
  parseCheckpoint,
  Refusal,
  readKey,
  readText,
  requireContinuation,
  requireSigned,
  runIfCalled,
  sha256,
  tileReader,
  trustKeys,
  UsageError,
} from "./verify.mjs";

const USAGE = `Usage: node witness.mjs --folder witness --name witness.example/me
       node witness.mjs --folder witness --key keys.txt --checkpoint checkpoint
           [--consistency file | --tiles folder] --out cosigned-checkpoint
Exit codes: 0 signed, 1 the log does not continue the one that was kept, 2 a file is not what it should be,
3 wrongly called.
`;
const OPTIONS = ["folder", "name", "key", "checkpoint", "consistency", "tiles", "out"];
const ED25519_COSIGNATURE = 4;

/** A witness's key. @typedef {{ name: string, privateKey: import("node:crypto").KeyObject, publicKey: Uint8Array }} WitnessKey */

/**
 * Makes a witness's key in a folder. @param {string} folder @param {string} name
 * @returns {string} the verifier key, to give to the operator and to other customers
 */
export function makeWitness(folder, name) {
  const path = join(folder, "key.json");
  if (!/^[^\s+]+$/u.test(name)) throw new UsageError("A witness's name has no space and no plus.");
  if (existsSync(path)) throw new UsageError(`There is a key in ${path} already.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ed25519");
  const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  writeDurably(path, `${JSON.stringify({ name, pkcs8 })}\n`);
  return verifierKey(readWitness(folder));
}

/** @param {string} folder @returns {WitnessKey} */
function readWitness(folder) {
  const path = join(folder, "key.json");
  if (!existsSync(path)) throw new UsageError(`There is no key in ${path}: make one with --name.`);
  const { name, pkcs8 } = JSON.parse(readFileSync(path, "utf8"));
  const key = Buffer.from(pkcs8, "base64");
  const privateKey = createPrivateKey({ key, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return { name, privateKey, publicKey: spki.subarray(-32) };
}

/** @param {WitnessKey} key */
function verifierKey({ name, publicKey }) {
  const typed = Buffer.concat([Buffer.from([ED25519_COSIGNATURE]), publicKey]);
  return `${name}+${keyId(name, typed).toString("hex")}+${typed.toString("base64")}`;
}

/** @param {string} name @param {Uint8Array} typed */
function keyId(name, typed) {
  return Buffer.from(sha256(Buffer.concat([Buffer.from(`${name}\n`), typed])).subarray(0, 4));
}

/**
 * Checks a checkpoint against the kept one, keeps it and returns it with the witness's signature.
 * Throws a Refusal when the log's signature is wrong or the log is not the one that was kept.
 * @param {string} folder
 * @param {{ checkpoint: string, keys: readonly string[], consistency?: string, readTile?: (path: string) => Promise<Uint8Array | undefined>, now: Date }} input
 */
export async function cosign(folder, { checkpoint: text, keys, consistency, readTile, now }) {
  const key = readWitness(folder);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined) throw new Refusal("unreadable", "The checkpoint is not one.");
  const trusted = await trustKeys(keys);
  await requireSigned(checkpoint, trusted);
  const name = Buffer.from(sha256(Buffer.from(checkpoint.origin))).toString("hex");
  const keptPath = join(folder, `${name}.checkpoint`);
  if (existsSync(keptPath)) {
    const kept = parseCheckpoint(readFileSync(keptPath, "utf8"));
    if (kept === undefined) throw new Refusal("unreadable", `${keptPath} is damaged.`);
    if (kept.size > checkpoint.size)
      throw new Refusal(
        "contradicted",
        `The checkpoint is older than the kept one: ${checkpoint.size} entries after ${kept.size}.`,
      );
    await requireContinuation(kept, checkpoint, trusted, { consistency, readTile });
  }
  // Kept before it is signed: a witness never says more than it remembers.
  writeDurably(keptPath, text);
  return `${text}${signatureLine(key, checkpoint.note.text, now)}`;
}

/** @param {WitnessKey} key @param {string} text @param {Date} now */
function signatureLine(key, text, now) {
  const seconds = BigInt(Math.floor(now.getTime() / 1000));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(seconds);
  const signature = sign(
    null,
    Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`),
    key.privateKey,
  );
  const typed = Buffer.concat([Buffer.from([ED25519_COSIGNATURE]), key.publicKey]);
  return `— ${key.name} ${Buffer.concat([keyId(key.name, typed), time, signature]).toString("base64")}\n`;
}

/** @param {string} path @param {string} text */
function writeDurably(path, text) {
  writeFileSync(`${path}.tmp`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.tmp`, path);
}

/** @param {readonly string[]} args @returns {Promise<number>} the exit code */
async function main(args) {
  const { folder, name, key, checkpoint, consistency, tiles, out } = parseArguments(args, OPTIONS);
  if (folder[0] === undefined) throw new UsageError("A folder is needed.");
  if (name[0] !== undefined) {
    console.log(makeWitness(folder[0], name[0]));
    return 0;
  }
  if (checkpoint[0] === undefined || out[0] === undefined || key.length === 0)
    throw new UsageError("A checkpoint, a key and a place for the signed one are needed.");
  try {
    const cosigned = await cosign(folder[0], {
      checkpoint: readText(checkpoint[0]),
      keys: key.map(readKey),
      consistency: consistency.map(readText)[0],
      readTile: tiles.map(tileReader)[0],
      now: new Date(),
    });
    writeFileSync(out[0], cosigned);
    console.log("The log continues the one that was kept. The checkpoint is signed.");
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.log(`NOT SIGNED. ${error.message}`);
    return error.verdict === "contradicted" ? 1 : 2;
  }
}

await runIfCalled(import.meta.url, USAGE, main);

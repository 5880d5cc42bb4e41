// Checks the books of a workspace, as docs/ledger.md says, without anything of AutoInk's: this file is all of it.
//
//   node verify.mjs --chain chain.bin --receipt receipt.tlog-proof --key keys.txt
//        [--kept old-checkpoint [--consistency file | --tiles folder]] [--witness key]… [--save checkpoint]
//
// In a browser: import { verifyLedger } from "./verify.mjs". Needs WebCrypto for the signatures; the many
// hashes of a chain are computed here, because WebCrypto takes as long to be called as to hash.

const TEXT_CHARS_MAX = 100_000;
const PROOF_HASHES_MAX = 63;
const HASH_BYTES = 32;
const TILE_WIDTH = 256;
const PAUSE_MS = 50;

/**
 * @typedef {object} Evidence
 * @property {Uint8Array} chain chain.bin
 * @property {string} receipt the `.tlog-proof`
 * @property {readonly string[]} keys verifier keys, and at most one keys.txt
 * @property {string} [kept] a checkpoint from an earlier check
 * @property {string} [consistency] the consistency file between the two checkpoints
 * @property {(path: string) => Promise<Uint8Array | undefined>} [readTile] a tile of the log by its path, instead of that file
 * @property {readonly string[]} [witnesses] verifier keys of witnesses who must have signed
 * @property {(done: number, all: number) => void} [onProgress] bytes of the chain that were checked
 */

/**
 * @typedef {object} Step
 * @property {"chain" | "head" | "inclusion" | "kept" | "signature" | "witnesses"} name
 * @property {"holds" | "fails" | "not_checked"} outcome
 * @property {string} text what was found, for people
 */

/**
 * @typedef {object} Report
 * @property {"proven" | "contradicted" | "unreadable"} verdict
 * @property {string} text the verdict in one or two sentences
 * @property {Step[]} steps
 * @property {string} [checkpoint] to keep for the next check, when proven
 * @property {Record<number, bigint>} [balances] by account, in nano-USD, when proven
 */

/** A step that fails: the evidence contradicts itself, or can't be read. */
export class Refusal extends Error {
  /** @param {"contradicted" | "unreadable"} verdict @param {string} text */
  constructor(verdict, text) {
    super(text);
    this.verdict = verdict;
  }
}

/** @param {unknown} isTrue @param {string} text @returns {asserts isTrue} */
function hold(isTrue, text) {
  if (!isTrue) throw new Refusal("contradicted", text);
}

/** @param {unknown} isTrue @param {string} text @returns {asserts isTrue} */
function readable(isTrue, text) {
  if (!isTrue) throw new Refusal("unreadable", text);
}

/**
 * Checks a chain, its receipt and what it hangs on. Never throws for what is in the evidence: the report says it.
 * @param {Evidence} evidence
 * @returns {Promise<Report>}
 */
export async function verifyLedger(evidence) {
  /** @type {Step[]} */
  const steps = [];
  /** @type {Step["name"]} */
  let current = "chain";
  /** @param {Step["name"]} name @param {string} text */
  const pass = (name, text) => steps.push({ name, outcome: "holds", text });
  try {
    const chain = await readChain(evidence.chain, evidence.onProgress);
    pass(
      "chain",
      `The file holds ${count(chain.hashes.length, "transaction")}, and each fits the one before it.`,
    );
    current = "head";
    const receipt = parseReceipt(evidence.receipt);
    pass("head", checkHead(chain, receipt));
    current = "inclusion";
    const { checkpoint } = receipt;
    const at = { index: receipt.index, hash: leafHash(receipt.entry) };
    hold(
      verifyInclusion(at, checkpoint, receipt.proof),
      "The receipt's proof does not lead to the state of the log that was signed. The receipt was changed, or is not of this log.",
    );
    pass(
      "inclusion",
      `That is entry ${receipt.index} in the operator's log of ${count(checkpoint.size, "entry", "entries")}.`,
    );
    current = "kept";
    const keys = await trustKeys(evidence.keys);
    const kept = await checkKept(evidence, checkpoint, keys);
    if (kept === undefined) steps.push({ name: "kept", outcome: "not_checked", text: NOT_KEPT });
    else pass("kept", kept);
    current = "signature";
    const signer = await requireSigned(checkpoint, keys);
    pass("signature", `The log is signed by ${signer.name} with the key ${signer.id}.`);
    current = "witnesses";
    for (const vkey of evidence.witnesses ?? [])
      pass("witnesses", await checkWitness(checkpoint, vkey));
    return {
      verdict: "proven",
      text: provenText(chain, receipt),
      steps,
      checkpoint: checkpoint.note.whole,
      balances: chain.balances,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    steps.push({ name: current, outcome: "fails", text: error.message });
    const word = error.verdict === "contradicted" ? "NOT PROVEN" : "NOT READABLE";
    return { verdict: error.verdict, text: `${word}. ${error.message}`, steps };
  }
}

// ---- The chain

/** @typedef {{ workspaceId: string, workspace: Uint8Array, hashes: Uint8Array[], balances: Record<number, bigint> }} Chain */

/**
 * Reads chain.bin and computes every hash.
 * @param {Uint8Array} bytes
 * @param {Evidence["onProgress"]} onProgress
 * @returns {Promise<Chain>}
 */
async function readChain(bytes, onProgress) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  readable(
    bytes.length >= 29 && ascii(bytes, 0, 5) === "AIC-1",
    "The chain file does not begin as one: it is another file, or was cut.",
  );
  const workspace = bytes.slice(5, 21);
  const said = view.getBigInt64(21);
  /** @type {Chain} */
  const chain = { workspaceId: uuidText(workspace), workspace, hashes: [], balances: {} };
  const hasher = linkHasher(workspace);
  let pausedAt = Date.now();
  let at = 29;
  while (at < bytes.length) {
    at = readRecord(view, at, chain, hasher);
    if (onProgress !== undefined && Date.now() - pausedAt > PAUSE_MS) {
      onProgress(at, bytes.length);
      await new Promise((done) => setTimeout(done));
      pausedAt = Date.now();
    }
  }
  readable(
    said === BigInt(chain.hashes.length),
    `The chain file says that it holds ${said} transactions, but it holds ${chain.hashes.length}: it was cut or added to.`,
  );
  return chain;
}

/**
 * Reads one record and adds it to the chain. Returns where the next one begins.
 * @param {DataView} view @param {number} start @param {Chain} chain @param {ReturnType<typeof linkHasher>} hasher
 */
function readRecord(view, start, chain, hasher) {
  const seq = chain.hashes.length + 1;
  const bad = (/** @type {string} */ what) =>
    `Transaction ${seq} of the chain file is damaged: ${what}.`;
  readable(start + 4 <= view.byteLength, bad("it is cut"));
  const length = view.getInt32(start);
  const from = start + 4;
  const end = from + length;
  readable(length >= 84 && end <= view.byteLength, bad("its length is not what it says"));
  readable(view.getBigInt64(from) === BigInt(seq), bad("its number is not the next one"));
  const memoLength = view.getInt32(from + 34);
  const linesAt = from + 38 + memoLength;
  readable(memoLength >= 0 && linesAt + 2 <= end - HASH_BYTES, bad("its memo is longer than it"));
  const record = new Uint8Array(view.buffer, view.byteOffset + from, length);
  readable(
    decodeText(record.subarray(38, 38 + memoLength)) !== undefined,
    bad("its memo is not text"),
  );
  const lines = view.getInt16(linesAt);
  readable(
    lines >= 1 && linesAt + 2 + lines * 12 === end - HASH_BYTES,
    bad("the number of its lines is not what it says"),
  );
  for (let i = 0; i < lines; i += 1) {
    readable(
      addLine(view, linesAt + 2 + i * 12, chain.balances),
      bad(`line ${i + 1} moves nothing from one account to another`),
    );
  }
  const hash = hasher(record);
  hold(
    isEqual(hash, record.subarray(length - HASH_BYTES)),
    `Transaction ${seq} was changed, or one before it was changed, removed or added: its hash does not fit.`,
  );
  chain.hashes.push(hash);
  return end;
}

/** @param {DataView} view @param {number} at @param {Record<number, bigint>} balances */
function addLine(view, at, balances) {
  const debit = view.getInt16(at);
  const credit = view.getInt16(at + 2);
  const amount = view.getBigInt64(at + 4);
  if (debit === credit || amount <= 0n) return false;
  balances[debit] = (balances[debit] ?? 0n) - amount;
  balances[credit] = (balances[credit] ?? 0n) + amount;
  return true;
}

/** The hashes of one chain, link after link. What a record says between its time and its hash is its body. */
function linkHasher(/** @type {Uint8Array} */ workspace) {
  const link = new Uint8Array(117);
  link.set(encodeAscii("AIT-1"));
  link.set(workspace, 37);
  let body = new Uint8Array(1024);
  body.set(encodeAscii("AIB-1"));
  return (/** @type {Uint8Array} */ record) => {
    const length = record.length - 32 - HASH_BYTES;
    if (5 + length > body.length) {
      body = new Uint8Array(2 * length);
      body.set(encodeAscii("AIB-1"));
    }
    body.set(record.subarray(32, 32 + length), 5);
    link.set(record.subarray(0, 32), 53);
    link.set(sha256(body.subarray(0, 5 + length)), 85);
    const hash = sha256(link);
    link.set(hash, 5);
    return hash;
  };
}

// ---- The receipt

/** @typedef {{ entry: Uint8Array, index: number, proof: Uint8Array[], checkpoint: Checkpoint }} Receipt */

/** @param {string} text @returns {Receipt} */
function parseReceipt(text) {
  const wrong = "The receipt is not one: it is another file, or was changed.";
  readable(text.length <= TEXT_CHARS_MAX, wrong);
  const end = text.indexOf("\n\n");
  readable(end >= 0, wrong);
  const [header, extra = "", index = "", ...hashes] = text.slice(0, end).split("\n");
  readable(
    header === "c2sp.org/tlog-proof@v1" && extra.startsWith("extra ") && index.startsWith("index "),
    wrong,
  );
  const entry = decodeBase64(extra.slice(6));
  const place = parseDecimal(index.slice(6));
  const proof = hashes.map(parseHash);
  const checkpoint = parseCheckpoint(text.slice(end + 2));
  readable(entry !== undefined && place !== undefined && checkpoint !== undefined, wrong);
  readable(isProof(proof), wrong);
  return { entry, index: place, proof, checkpoint };
}

/** @param {Chain} chain @param {Receipt} receipt */
function checkHead(chain, { entry }) {
  readable(
    entry.length === 61 && ascii(entry, 0, 5) === "AIH-1",
    "The receipt is not about a chain of transactions.",
  );
  hold(
    isEqual(entry.subarray(5, 21), chain.workspace),
    `The receipt is of another workspace: ${uuidText(entry.subarray(5, 21))}, and the chain is of ${chain.workspaceId}.`,
  );
  const seq = new DataView(entry.buffer, entry.byteOffset).getBigInt64(21);
  const all = BigInt(chain.hashes.length);
  hold(
    seq >= 1n && seq <= all,
    `The receipt attests ${seq} transactions, but the chain file holds ${all}: transactions are missing.`,
  );
  const hash = chain.hashes[Number(seq) - 1];
  hold(
    hash !== undefined && isEqual(hash, entry.subarray(29)),
    `Transaction ${seq} is not the one that was attested: the history was rewritten, or the receipt is of another one.`,
  );
  const newer = all - seq;
  return newer === 0n
    ? `The receipt attests all ${all} of them.`
    : `The receipt attests the first ${seq}. The last ${newer} are newer than the receipt.`;
}

/** @param {Chain} chain @param {Receipt} receipt */
function provenText(chain, { entry, checkpoint }) {
  const seq = new DataView(entry.buffer, entry.byteOffset).getBigInt64(21);
  const held = chain.balances[2] ?? 0n;
  const wallet = chain.balances[1] ?? 0n;
  return `PROVEN. Up to transaction ${seq}, these are the books that ${checkpoint.origin} has signed: nothing was changed, left out or added. The wallet holds ${usd(wallet)} at the end of the file, and ${usd(held)} is set aside.`;
}

// ---- The log (RFC 9162 §2.1)

/** @param {Uint8Array} entry */
function leafHash(entry) {
  const bytes = new Uint8Array(1 + entry.length);
  bytes.set(entry, 1);
  return sha256(bytes);
}

/** @param {Uint8Array} left @param {Uint8Array} right */
function nodeHash(left, right) {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return sha256(bytes);
}

/** The largest power of two below a length of at least 2. */
function split(/** @type {number} */ length) {
  let power = 1;
  while (power * 2 < length) power *= 2;
  return power;
}

/** @typedef {{ size: number, root: Uint8Array }} Tree */

/** @param {{ index: number, hash: Uint8Array }} leaf @param {Tree} tree @param {readonly Uint8Array[]} proof */
export function verifyInclusion({ index, hash }, tree, proof) {
  if (index >= tree.size) return false;
  const isLeft = proofSides(index, tree.size - 1);
  if (isLeft.length !== proof.length) return false;
  const root = proof.reduce(
    (right, sibling, i) => (isLeft[i] ? nodeHash(sibling, right) : nodeHash(right, sibling)),
    hash,
  );
  return isEqual(root, tree.root);
}

/** @param {Tree} old @param {Tree} tree @param {readonly Uint8Array[]} proof */
export function verifyConsistency(old, tree, proof) {
  if (old.size > tree.size) return false;
  if (old.size === tree.size) return proof.length === 0 && isEqual(old.root, tree.root);
  if (old.size === 0) return proof.length === 0 && isEqual(old.root, sha256(new Uint8Array(0)));
  const isFull = split(old.size + 1) === old.size;
  const [first, ...siblings] = isFull ? [old.root, ...proof] : proof;
  let node = old.size - 1;
  let last = tree.size - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  const isLeft = proofSides(node, last);
  if (first === undefined || isLeft.length !== siblings.length) return false;
  const oldRoot = siblings
    .filter((_, i) => isLeft[i])
    .reduce((right, sibling) => nodeHash(sibling, right), first);
  const root = siblings.reduce(
    (right, sibling, i) => (isLeft[i] ? nodeHash(sibling, right) : nodeHash(right, sibling)),
    first,
  );
  return isEqual(oldRoot, old.root) && isEqual(root, tree.root);
}

/** For each hash on the way from a node to the root, whether it stands on the left (RFC 9162 §2.1.3.2). @param {number} index @param {number} end */
function proofSides(index, end) {
  const isLeft = [];
  let [node, last] = [index, end];
  while (last > 0) {
    const isOnLeft = node % 2 === 1 || node === last;
    isLeft.push(isOnLeft);
    while (isOnLeft && node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    [node, last] = [half(node), half(last)];
  }
  return isLeft;
}

function half(/** @type {number} */ value) {
  return Math.floor(value / 2);
}

/**
 * The hash of the entries from `start` to `end` of a log of `size`, from its tiles.
 * @param {NonNullable<Evidence["readTile"]>} readTile @param {number} size @param {number} start @param {number} end
 * @returns {Promise<Uint8Array>}
 */
async function rangeHash(readTile, size, start, end) {
  const length = end - start;
  let [level, unit] = [0, 1];
  while (unit * TILE_WIDTH <= length) [level, unit] = [level + 1, unit * TILE_WIDTH];
  if (length === unit && start % unit === 0) return tileHash(readTile, size, level, start / unit);
  const middle = start + split(length);
  const left = await rangeHash(readTile, size, start, middle);
  return nodeHash(left, await rangeHash(readTile, size, middle, end));
}

/** One hash of a tile. @param {NonNullable<Evidence["readTile"]>} readTile @param {number} size @param {number} level @param {number} node */
async function tileHash(readTile, size, level, node) {
  const index = Math.floor(node / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH);
  const full = tilePath(level, index);
  const partial = width < TILE_WIDTH ? await readTile(`${full}.p/${width}`) : undefined;
  const tile = partial ?? (await readTile(full));
  const at = (node % TILE_WIDTH) * HASH_BYTES;
  readable(
    tile !== undefined && tile.length >= at + HASH_BYTES,
    `The tile ${full} of the log is missing or cut.`,
  );
  return tile.slice(at, at + HASH_BYTES);
}

/** @param {number} level @param {number} index */
function tilePath(level, index) {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  return `tile/${level}/${groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/")}`;
}

/** @param {NonNullable<Evidence["readTile"]>} readTile @param {number} oldSize @param {number} size */
async function consistencyFromTiles(readTile, oldSize, size) {
  /** @type {Uint8Array[]} */
  const proof = [];
  if (oldSize === 0) return proof;
  let [start, end] = [0, size];
  while (end !== oldSize) {
    const middle = start + split(end - start);
    const isLeft = oldSize <= middle;
    proof.unshift(
      await (isLeft
        ? rangeHash(readTile, size, middle, end)
        : rangeHash(readTile, size, start, middle)),
    );
    if (isLeft) end = middle;
    else start = middle;
  }
  return start === 0 ? proof : [await rangeHash(readTile, size, start, end), ...proof];
}

// ---- The checkpoint that was kept

const NOT_KEPT =
  "No kept checkpoint was given: whether the log was rewritten since an earlier check was not looked at.";

/** What was found; undefined without a kept checkpoint. @param {Evidence} evidence @param {Checkpoint} checkpoint @param {readonly TrustedKey[]} keys */
async function checkKept(evidence, checkpoint, keys) {
  if (evidence.kept === undefined) return undefined;
  const kept = parseCheckpoint(evidence.kept);
  readable(
    kept !== undefined,
    "The kept checkpoint is not one: it is another file, or was changed.",
  );
  await requireContinuation(kept, checkpoint, keys, evidence);
  return kept.size <= checkpoint.size
    ? `The log still holds all of the ${kept.size} entries that it had when you kept its checkpoint.`
    : `The log went on to the ${kept.size} entries that it had when you kept its checkpoint.`;
}

/**
 * Refuses two checkpoints of which the larger does not continue the smaller.
 * @param {Checkpoint} kept @param {Checkpoint} checkpoint @param {readonly TrustedKey[]} keys
 * @param {Pick<Evidence, "consistency" | "readTile">} evidence
 */
export async function requireContinuation(kept, checkpoint, keys, { consistency, readTile }) {
  hold(kept.origin === checkpoint.origin, `The kept checkpoint is of another log: ${kept.origin}.`);
  await requireSigned(kept, keys);
  const [older, newer] = kept.size <= checkpoint.size ? [kept, checkpoint] : [checkpoint, kept];
  const rewritten =
    "The log does not continue the one that you kept a checkpoint of: the operator has shown two different logs. Keep both checkpoints; together they prove it.";
  if (older.size === newer.size) return hold(isEqual(older.root, newer.root), rewritten);
  let proof;
  if (consistency !== undefined) proof = parseConsistency(consistency, older, newer);
  else {
    readable(
      readTile !== undefined,
      `To compare the kept checkpoint (size ${kept.size}) with this one (size ${checkpoint.size}), the consistency file from size ${older.size}, or the log's tiles, are needed.`,
    );
    proof = await consistencyFromTiles(readTile, older.size, newer.size);
  }
  hold(verifyConsistency(older, newer, proof), rewritten);
}

/** @param {string} text @param {Checkpoint} older @param {Checkpoint} newer */
function parseConsistency(text, older, newer) {
  const wrong = "The consistency file is not one: it is another file, or was changed.";
  const end = text.indexOf("\n\n");
  readable(text.length <= TEXT_CHARS_MAX && end >= 0, wrong);
  const [old = "", ...hashes] = text.slice(0, end).split("\n");
  const size = old.startsWith("old ") ? parseDecimal(old.slice(4)) : undefined;
  const checkpoint = parseCheckpoint(text.slice(end + 2));
  const proof = hashes.map(parseHash);
  readable(size !== undefined && checkpoint !== undefined && isProof(proof), wrong);
  readable(
    size === older.size && checkpoint.note.text === newer.note.text,
    `The consistency file is from size ${size} to ${checkpoint.size}; one from ${older.size} to ${newer.size} is needed.`,
  );
  return proof;
}

// ---- Checkpoints and signatures

/** @typedef {{ text: string, whole: string, signatures: { name: string, bytes: Uint8Array }[] }} Note */
/** @typedef {{ origin: string, size: number, root: Uint8Array, note: Note }} Checkpoint */
/** @typedef {{ vkey: string, name: string, id: string, type: number, publicKey: Uint8Array }} VerifierKey */
/** @typedef {{ key: VerifierKey, from: number, until: number }} TrustedKey */

/** @param {string} text @returns {Note | undefined} */
function parseNote(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a note has no control character but newline.
  if (text.length > TEXT_CHARS_MAX || /[\u0000-\u0009\u000b-\u001f]/.test(text)) return undefined;
  const end = text.lastIndexOf("\n\n");
  if (end < 0 || !text.endsWith("\n")) return undefined;
  const signatures = [];
  for (const line of text.slice(end + 2, -1).split("\n")) {
    const [, name, base64 = ""] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? [];
    const bytes = decodeBase64(base64);
    if (name === undefined || bytes === undefined || bytes.length <= 4) return undefined;
    signatures.push({ name, bytes });
  }
  return { text: text.slice(0, end + 1), whole: text, signatures };
}

/** Reads a checkpoint without believing it. @param {string} text @returns {Checkpoint | undefined} */
export function parseCheckpoint(text) {
  const note = parseNote(text);
  const [origin = "", sizeText = "", rootText = "", ...rest] = note?.text.split("\n") ?? [];
  const size = parseDecimal(sizeText);
  const root = parseHash(rootText);
  if (note === undefined || origin === "" || size === undefined || root === undefined)
    return undefined;
  return rest.length === 1 && rest[0] === "" ? { origin, size, root, note } : undefined;
}

/** @param {string} vkey @returns {VerifierKey | undefined} */
export function parseVerifierKey(vkey) {
  const [, name = "", id = "", base64 = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(vkey) ?? [];
  const bytes = decodeBase64(base64);
  if (name === "" || bytes === undefined) return undefined;
  const [type] = bytes;
  const publicKey = bytes.subarray(1);
  const isEcdsa =
    type === 2 && hex(publicKey.subarray(0, 27)) === `${P256_PREFIX}04` && publicKey.length === 91;
  const isWitness = type === 4 && publicKey.length === 32;
  if (type === undefined || (!isEcdsa && !isWitness)) return undefined;
  const named = isEcdsa ? publicKey : join(encodeText(`${name}\n`), bytes);
  if (hex(sha256(named).subarray(0, 4)) !== id) return undefined;
  return { vkey, name, id, type, publicKey };
}

const P256_PREFIX = "3059301306072a8648ce3d020106082a8648ce3d030107034200";

/** Refuses a checkpoint that no trusted key has signed, or that one has signed wrongly. Returns a key that signed. @param {Checkpoint} checkpoint @param {readonly TrustedKey[]} keys */
export async function requireSigned(checkpoint, keys) {
  const { origin, size, note } = checkpoint;
  const own = keys.filter(({ key }) => key.name === origin);
  hold(
    own.length > 0,
    `The log calls itself ${origin}, but the key is of ${keys.map(({ key }) => key.name).join(", ")}.`,
  );
  const valid = own.filter(({ from, until }) => from < size && size <= until);
  let signer;
  for (const { key } of valid) {
    const verdict = await verifySignature(note, key);
    hold(
      verdict !== "invalid",
      `A signature by the key ${key.id} is wrong: the checkpoint of size ${size} was changed after it was signed, or never signed.`,
    );
    if (verdict === "valid") signer ??= key;
  }
  const isByOther = own.some(({ key }) => note.signatures.some((each) => isBy(each, key)));
  hold(
    signer !== undefined,
    isByOther
      ? `The checkpoint of size ${size} is signed with a key that was not valid for it: it was retired before, or introduced later.`
      : `None of the trusted keys has signed the checkpoint of size ${size}.`,
  );
  return signer;
}

/** @param {Note["signatures"][number]} signature @param {VerifierKey} key */
function isBy({ name, bytes }, key) {
  return name === key.name && hex(bytes.subarray(0, 4)) === key.id;
}

/** @param {Note} note @param {VerifierKey} key @returns {Promise<"absent" | "valid" | "invalid">} */
async function verifySignature(note, key) {
  const own = note.signatures.filter((signature) => isBy(signature, key));
  for (const { bytes } of own) {
    const signature = bytes.subarray(4);
    const isValid =
      key.type === 2
        ? await verifyEcdsa(key, note.text, signature)
        : await verifyCosignature(key, note.text, signature);
    if (!isValid) return "invalid";
  }
  return own.length === 0 ? "absent" : "valid";
}

/** @param {VerifierKey} key @param {string} text @param {Uint8Array} der */
async function verifyEcdsa(key, text, der) {
  const signature = derToRaw(der);
  if (signature === undefined) return false;
  const { subtle } = globalThis.crypto;
  try {
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const publicKey = await subtle.importKey(
      "spki",
      Uint8Array.from(key.publicKey),
      algorithm,
      false,
      ["verify"],
    );
    return await subtle.verify(algorithm, publicKey, signature, encodeText(text));
  } catch {
    return false; // The point is not on the curve.
  }
}

/** @param {VerifierKey} key @param {string} text @param {Uint8Array} bytes */
async function verifyCosignature(key, text, bytes) {
  if (bytes.length !== 72) return false;
  const seconds = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  const { subtle } = globalThis.crypto;
  try {
    const publicKey = await subtle.importKey(
      "raw",
      Uint8Array.from(key.publicKey),
      "Ed25519",
      false,
      ["verify"],
    );
    const message = encodeText(`cosignature/v1\ntime ${seconds}\n${text}`);
    return await subtle.verify("Ed25519", publicKey, Uint8Array.from(bytes.subarray(8)), message);
  } catch {
    return false; // Not a key, or a platform without Ed25519.
  }
}

/** A DER signature as r || s, which WebCrypto takes. Undefined for one that is not strictly DER. @param {Uint8Array} der */
export function derToRaw(der) {
  if (der.length < 8 || der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const value = der.subarray(at + 2, at + 2 + length);
    const [first = 0x80, second = 0] = value;
    const isMinimal = first < 0x80 && (first !== 0 || second >= 0x80);
    const digits = first === 0 ? value.subarray(1) : value;
    if (der[at] !== 0x02 || value.length !== length || !isMinimal || digits.length > 32)
      return undefined;
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return at === der.length ? raw : undefined;
}

/** @param {Checkpoint} checkpoint @param {string} vkey */
async function checkWitness({ note, size }, vkey) {
  const key = parseVerifierKey(vkey.trim());
  readable(key?.type === 4, `This is not the key of a witness: ${vkey}`);
  const verdict = await verifySignature(note, key);
  hold(
    verdict === "valid",
    `The witness ${key.name} has not signed the checkpoint of size ${size}${verdict === "invalid" ? ": its signature is wrong" : ""}.`,
  );
  return `The witness ${key.name} has seen the same log.`;
}

// ---- Keys

/** @typedef {{ action: string, position: number, key: VerifierKey, by: VerifierKey }} Statement */

/**
 * The keys to trust: those that were given, and those that keys.txt derives from them.
 * @param {readonly string[]} given
 * @returns {Promise<TrustedKey[]>}
 */
export async function trustKeys(given) {
  const lists = given.filter((text) => text.startsWith("autoink-ledger-keys/"));
  const pinned = given
    .filter((text) => !text.startsWith("autoink-ledger-keys/"))
    .map(parsePinnedKey);
  readable(
    lists.length <= 1 && given.length > 0,
    "Give the operator's verifier key, or one keys.txt.",
  );
  if (lists[0] === undefined)
    return pinned.map((key) => ({ key, from: -1, until: Number.POSITIVE_INFINITY }));
  return trustList(await parseKeyList(lists[0]), pinned);
}

/** @param {string} text */
function parsePinnedKey(text) {
  const key = parseVerifierKey(text.trim());
  readable(
    key?.type === 2,
    "The key is not a verifier key of a log: it is another text, or was changed.",
  );
  return key;
}

/** @param {readonly Statement[]} statements @param {readonly VerifierKey[]} pinned */
function trustList(statements, pinned) {
  /** @type {TrustedKey[]} */
  const trusted = [];
  const first = statements[0]?.key.vkey;
  const isGiven = (/** @type {VerifierKey} */ key) =>
    pinned.length === 0 ? key.vkey === first : pinned.some(({ vkey }) => vkey === key.vkey);
  const find = (/** @type {VerifierKey} */ key) =>
    trusted.find((each) => each.key.vkey === key.vkey);
  for (const { action, position, key, by } of statements) {
    const known = find(key);
    if (action === "introduce" && (isGiven(key) || find(by) !== undefined))
      trusted.push({ key, from: position, until: Number.POSITIVE_INFINITY });
    if (action === "retire" && known !== undefined && find(by) !== undefined)
      known.until = position;
  }
  for (const key of pinned)
    readable(find(key) !== undefined, `The key ${key.id} is not in keys.txt.`);
  return trusted;
}

/** Reads keys.txt and checks that each line may stand where it does. @param {string} text @returns {Promise<Statement[]>} */
async function parseKeyList(text) {
  const [header, origin = "", ...lines] = text.split("\n");
  const damaged = (/** @type {number} */ line) => `keys.txt is damaged in line ${line}.`;
  readable(
    text.length <= TEXT_CHARS_MAX &&
      header === "autoink-ledger-keys/v1" &&
      origin !== "" &&
      lines.pop() === "" &&
      lines.length > 0,
    damaged(1),
  );
  /** @type {Statement[]} */
  const statements = [];
  for (const [i, line] of lines.entries()) {
    const statement = await parseStatement(origin, line, statements);
    readable(statement !== undefined, damaged(i + 3));
    statements.push(statement);
  }
  return statements;
}

/** @param {string} origin @param {string} line @param {readonly Statement[]} before @returns {Promise<Statement | undefined>} */
async function parseStatement(origin, line, before) {
  const [action = "", positionText = "", secondsText = "", vkey = "", base64 = "", ...rest] =
    line.split(" ");
  const position = parseDecimal(positionText);
  const key = parseVerifierKey(vkey);
  const bytes = decodeBase64(base64);
  if (
    position === undefined ||
    parseDecimal(secondsText) === undefined ||
    key?.type !== 2 ||
    bytes === undefined ||
    rest.length > 0
  )
    return undefined;
  const last = before.at(-1);
  if (last === undefined ? action !== "introduce" || position !== 0 : position <= last.position)
    return undefined;
  const retired = before.filter((each) => each.action === "retire").map((each) => each.key.id);
  const introduced = before.filter((each) => each.action === "introduce").map((each) => each.key);
  const valid = introduced.filter(({ id }) => !retired.includes(id));
  const isFit =
    action === "introduce"
      ? introduced.every(({ id }) => id !== key.id)
      : action === "retire" && valid.some(({ id }) => id === key.id);
  const others = valid.filter(({ id }) => id !== key.id);
  const by = (action === "introduce" ? [...others, key] : others).find(
    ({ id }) => id === hex(bytes.subarray(0, 4)),
  );
  if (!isFit || by === undefined) return undefined;
  const signed = `autoink-ledger-key/v1\n${origin}\n${action} ${position} ${secondsText} ${vkey}\n`;
  return (await verifyEcdsa(by, signed, bytes.subarray(4)))
    ? { action, position, key, by }
    : undefined;
}

// ---- Texts and bytes

/** @param {string} text */
function encodeText(text) {
  return new TextEncoder().encode(text);
}

/** @param {Uint8Array} bytes */
function decodeText(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // Not UTF-8.
  }
}

const encodeAscii = encodeText;

/** @param {Uint8Array} bytes @param {number} start @param {number} end */
function ascii(bytes, start, end) {
  return String.fromCharCode(...bytes.subarray(start, end));
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array} bytes */
function uuidText(bytes) {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Base64 in its one canonical form. @param {string} text */
function decodeBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const binary = atob(text);
  return btoa(binary) === text ? Uint8Array.from(binary, (char) => char.charCodeAt(0)) : undefined;
}

/** @param {string} text */
function parseHash(text) {
  const bytes = decodeBase64(text);
  return bytes?.length === HASH_BYTES ? bytes : undefined;
}

/** @param {readonly (Uint8Array | undefined)[]} hashes @returns {hashes is Uint8Array[]} */
function isProof(hashes) {
  return hashes.length <= PROOF_HASHES_MAX && hashes.every((hash) => hash !== undefined);
}

/** @param {string} text */
function parseDecimal(text) {
  const value = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** @param {Uint8Array} one @param {Uint8Array} other */
function isEqual(one, other) {
  let isSame = one.length === other.length;
  for (let i = 0; i < one.length; i += 1) isSame &&= one[i] === other[i];
  return isSame;
}

/** @param {Uint8Array} one @param {Uint8Array} other */
function join(one, other) {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}

/** @param {number} number @param {string} one */
function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

/** @param {bigint} nanos */
function usd(nanos) {
  const digits = String(nanos < 0n ? -nanos : nanos).padStart(10, "0");
  const cents = digits.slice(-9).replace(/0{0,7}$/, "");
  return `${nanos < 0n ? "-" : ""}${digits.slice(0, -9)}.${cents} USD`;
}

// ---- SHA-256 (FIPS 180-4)

/** The first 32 bits of the fractional parts of a root of the first primes. @param {number} length @param {number} power */
function primeRoots(length, power) {
  const words = new Int32Array(length);
  for (let prime = 2, i = 0; i < length; prime += 1) {
    let isPrime = true;
    for (let factor = 2; factor * factor <= prime; factor += 1)
      if (prime % factor === 0) isPrime = false;
    if (isPrime) words[i++] = (prime ** power % 1) * 2 ** 32;
  }
  return words;
}

const START = primeRoots(8, 1 / 2);
const ROUND = primeRoots(64, 1 / 3);
const schedule = new Int32Array(64);
const state = new Int32Array(8);
const tail = new Uint8Array(128);
const tailView = new DataView(tail.buffer);

/** @param {Uint8Array} bytes @returns {Uint8Array} */
export function sha256(bytes) {
  state.set(START);
  const whole = bytes.length - (bytes.length % 64);
  for (let at = 0; at < whole; at += 64) compress(bytes, at);
  const rest = bytes.length - whole;
  const length = rest < 56 ? 64 : 128;
  tail.fill(0);
  tail.set(bytes.subarray(whole));
  tail[rest] = 0x80;
  tailView.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  tailView.setUint32(length - 4, bytes.length << 3);
  for (let at = 0; at < length; at += 64) compress(tail, at);
  const hash = new Uint8Array(HASH_BYTES);
  for (let i = 0; i < HASH_BYTES; i += 1) hash[i] = state[i >> 2] >>> (24 - 8 * (i & 3));
  return hash;
}

/** @param {Uint8Array} bytes @param {number} at */
function compress(bytes, at) {
  const w = schedule;
  for (let i = 0, from = at; i < 16; i += 1, from += 4)
    w[i] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3];
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

// ---- The command

const USAGE = `Usage: node verify.mjs --chain chain.bin --receipt receipt.tlog-proof --key keys.txt
  --key       keys.txt, or the operator's verifier key; both may be given
  --kept      the checkpoint that you kept from an earlier check
  --consistency, or --tiles   what leads from that one to this: a file, or a folder with the log's tiles
  --witness   the key of a witness who must have signed; may be repeated
  --save      where to write the checkpoint to keep for the next check
Exit codes: 0 proven, 1 contradicted, 2 a file is not what it should be, 3 wrongly called.
`;
const OPTIONS = ["chain", "receipt", "key", "kept", "consistency", "tiles", "witness", "save"];

const MARKS = { holds: "ok ", fails: "NO ", not_checked: "-- " };

/** A wrong call. */
export class UsageError extends Error {}

/** `--name value` pairs, each name with its values. @param {readonly string[]} args @param {readonly string[]} names */
export function parseArguments(args, names) {
  /** @type {Record<string, string[]>} */
  const options = Object.fromEntries(names.map((name) => [name, []]));
  for (let i = 0; i < args.length; i += 2) {
    const [name = "", value] = args.slice(i, i + 2);
    const values = name.startsWith("--") ? options[name.slice(2)] : undefined;
    if (values === undefined || value === undefined) throw new UsageError(`What is ${name}?`);
    values.push(value);
  }
  return options;
}

/** The files of this machine, without an import that a browser's bundler would follow. @returns {typeof import("node:fs")} */
function files() {
  return globalThis.process.getBuiltinModule("node:fs");
}

/** @param {string} path */
export function readBytes(path) {
  const { readFileSync } = files();
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new UsageError(`The file ${path} can't be read.`);
  }
}

/** A text file. What is not UTF-8 is no text that a check would take. @param {string} path */
export function readText(path) {
  return decodeText(readBytes(path)) ?? "\u0000";
}

/** A verifier key as it was given, or a file with one or with a list. @param {string} given */
export function readKey(given) {
  return parseVerifierKey(given.trim()) === undefined ? readText(given) : given;
}

/** Reads tiles from a folder, each once. @param {string} folder */
export function tileReader(folder) {
  const { readFileSync } = files();
  /** @type {Map<string, Uint8Array | undefined>} */
  const known = new Map();
  return async (/** @type {string} */ path) => {
    if (!known.has(path)) {
      try {
        known.set(path, new Uint8Array(readFileSync(`${folder}/${path}`)));
      } catch {
        known.set(path, undefined); // There is no such tile.
      }
    }
    return known.get(path);
  };
}

/** @template T @param {readonly string[]} values @param {(value: string) => T} read */
const first = ([value], read) => (value === undefined ? undefined : read(value));

/** @param {readonly string[]} args @returns {Promise<number>} the exit code */
async function main(args) {
  const options = parseArguments(args, OPTIONS);
  const [chain, receipt] = [first(options.chain, readBytes), first(options.receipt, readText)];
  if (chain === undefined || receipt === undefined || options.key.length === 0)
    throw new UsageError("A chain, a receipt and a key are needed.");
  const report = await verifyLedger({
    chain,
    receipt,
    keys: options.key.map(readKey),
    kept: first(options.kept, readText),
    consistency: first(options.consistency, readText),
    readTile: first(options.tiles, tileReader),
    witnesses: options.witness.map(readKey),
  });
  for (const { outcome, text } of report.steps) console.log(`${MARKS[outcome]} ${text}`);
  console.log(`\n${report.text}`);
  const { checkpoint } = report;
  if (checkpoint !== undefined)
    first(options.save, (path) => files().writeFileSync(path, checkpoint));
  return { proven: 0, contradicted: 1, unreadable: 2 }[report.verdict];
}

/** Runs a command when this file was called and not imported. @param {string} url @param {string} usage @param {(args: readonly string[]) => Promise<number>} command */
export async function runIfCalled(url, usage, command) {
  const { process } = globalThis;
  if (process?.argv?.[1] === undefined) return;
  const { realpathSync } = files();
  if (decodeURIComponent(new URL(url).pathname) !== realpathSync(process.argv[1])) return;
  try {
    process.exitCode = await command(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n${usage}`);
    process.exitCode = 3;
  }
}

await runIfCalled(import.meta.url, USAGE, main);

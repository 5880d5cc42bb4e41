import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  adoptPublishedCheckpoint,
  attest,
  consistencySince,
  type HashesAt,
  type Head,
  receiptFor,
  replaceLostKey,
  rotateSigningKey,
} from "../../lib/ledger/attestation/index.ts";
import {
  chainBytes,
  chainHashes,
  EXAMPLE,
  EXAMPLE_WORKSPACE,
  sha256,
  type Transaction,
} from "./chain.fixture.ts";

export const ORIGIN = "ledger.example/log";
const START = Date.UTC(2026, 0, 5, 9);
const DAY_MS = 86_400_000;

/** An operator with the books of one customer and of some others. */
export class Operator {
  readonly root = mkdtempSync(join(tmpdir(), "autoink-verify-"));
  readonly folders = { log: join(this.root, "log"), signer: join(this.root, "signer") };
  transactions: Transaction[] = [...EXAMPLE];
  others = 20;
  private day = 0;

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** One more transaction of the customer: a number of nano-USD is given. */
  post(amount: bigint): void {
    const id = `00000000-0000-4000-8000-${String(this.transactions.length).padStart(12, "0")}`;
    const lines = [{ debit: 7, credit: 1, amount }];
    this.transactions.push({ id, createdUs: 1_767_700_000_000_000n, kind: 1, memo: "", lines });
  }

  /** Attests once, a day after the last time. */
  async attest(): Promise<void> {
    const hashes = chainHashes(EXAMPLE_WORKSPACE, this.transactions);
    const hashOf = (workspaceId: string, seq: bigint): Buffer | undefined =>
      workspaceId === EXAMPLE_WORKSPACE
        ? hashes[Number(seq) - 1]
        : sha256(Buffer.from(`${workspaceId} ${seq}`));
    const hashesAt: HashesAt = async (places) =>
      places.map(({ workspaceId, seq }) => hashOf(workspaceId, seq));
    const [day, count] = [this.day, this.others];
    const others = Array.from({ length: count }, (_, number) => {
      const workspaceId = `0190a5b0-7c00-7000-8000-${(4096 + number).toString(16).padStart(12, "0")}`;
      const place = BigInt(day + 1);
      return { workspaceId, seq: place, hash: sha256(Buffer.from(`${workspaceId} ${place}`)) };
    });
    async function* heads(): AsyncGenerator<Head[]> {
      const hash = hashes.at(-1) ?? Buffer.alloc(32);
      yield [{ workspaceId: EXAMPLE_WORKSPACE, seq: BigInt(hashes.length), hash }, ...others];
    }
    const now = new Date(START + this.day * DAY_MS);
    await attest({ folders: this.folders, origin: ORIGIN, now, heads: heads(), hashesAt });
    this.day += 1;
  }

  rotate(windowDays: number): Promise<string> {
    const now = new Date(START + this.day * DAY_MS);
    return rotateSigningKey(this.folders.signer, { now, windowDays });
  }

  /** The signer's folder is lost and made anew. */
  async loseKeys(): Promise<string> {
    rmSync(this.folders.signer, { recursive: true });
    const vkey = await replaceLostKey(this.folders);
    await adoptPublishedCheckpoint(this.folders);
    return vkey;
  }

  text(name: string): string {
    return readFileSync(join(this.folders.log, name), "utf8");
  }

  chain(): Buffer {
    return chainBytes(EXAMPLE_WORKSPACE, this.transactions);
  }

  async receipt(): Promise<string> {
    const found = await receiptFor(this.folders.log, EXAMPLE_WORKSPACE);
    if (found.outcome !== "attested") throw new Error("There is no receipt.");
    return found.receipt;
  }

  async consistencySince(checkpoint: string): Promise<string> {
    const size = Number(checkpoint.split("\n")[1]);
    const file = await consistencySince(this.folders.log, size);
    if (file === undefined) throw new Error("The log is not that large.");
    return file;
  }

  readonly readTile = async (path: string): Promise<Uint8Array | undefined> => {
    try {
      return new Uint8Array(readFileSync(join(this.folders.log, path)));
    } catch {
      return undefined; // There is no such tile.
    }
  };
}

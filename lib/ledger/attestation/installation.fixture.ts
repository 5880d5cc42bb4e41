import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@/lib/crypto/index";
import { type Attestation, attest, type LogFolders } from "./attest";
import { type Checkpoint, parseCheckpoint } from "./checkpoint";
import type { ChainPlace } from "./compare-heads";
import { type Head, parseLeaf } from "./leaf";
import { verifyConsistency } from "./merkle";
import { decodeBase64 } from "./note";
import { readSignedLog } from "./publish";
import { consistencySince, receiptFor } from "./receipt";

export const ORIGIN = "ledger.example/log";
export const START = Date.UTC(2026, 0, 5, 9);
export const DAY = 86_400_000;

/** The id of a workspace by a number, in the order of the numbers. */
export function workspace(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** Chains that grow. The hash at a place is made of the place and the history's name. */
export class Books {
  readonly lengths = new Map<string, bigint>();
  history = "true";

  grow(number: number, by = 1): void {
    const id = workspace(number);
    this.lengths.set(id, (this.lengths.get(id) ?? 0n) + BigInt(by));
  }

  hashAt({ workspaceId, seq }: ChainPlace): Buffer | undefined {
    if (seq > (this.lengths.get(workspaceId) ?? 0n)) return undefined;
    return sha256(`${this.history} ${workspaceId} ${seq}`);
  }

  /** In pages of three. */
  async *heads(): AsyncGenerator<Head[]> {
    const heads = [...this.lengths]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([workspaceId, seq]) => {
        const hash = this.hashAt({ workspaceId, seq }) ?? Buffer.alloc(32);
        return { workspaceId, seq, hash };
      });
    for (let from = 0; from < heads.length; from += 3) yield heads.slice(from, from + 3);
  }
}

/** A log in a folder of its own. */
export class Installation {
  readonly root = mkdtempSync(join(tmpdir(), "autoink-attestation-"));
  readonly folders: LogFolders = {
    log: join(this.root, "log"),
    signer: join(this.root, "signer"),
  };
  books = new Books();

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  log(name: string): string {
    return join(this.folders.log, name);
  }

  signer(name: string): string {
    return join(this.folders.signer, name);
  }

  /** Attests the books on a day after the first. */
  attest(day = 0, books = this.books): Promise<Attestation> {
    return attest({
      folders: this.folders,
      origin: ORIGIN,
      now: new Date(START + day * DAY),
      heads: books.heads(),
      hashesAt: async (places) => places.map((place) => books.hashAt(place)),
    });
  }

  /** All files with what is in them. */
  snapshot(): ReadonlyMap<string, string> {
    const names = readdirSync(this.root, { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => statSync(join(this.root, name)).isFile());
    return new Map(files.map((name) => [name, readFileSync(join(this.root, name), "base64")]));
  }

  /** All files with the number that a new file would have another one of. */
  inodes(): ReadonlyMap<string, number> {
    const names = [...this.snapshot().keys()];
    return new Map(names.map((name) => [name, statSync(join(this.root, name)).ino]));
  }

  checkpointText(): string {
    return readFileSync(this.log("checkpoint"), "utf8");
  }

  checkpoint(): Checkpoint {
    return read(this.checkpointText());
  }

  /** What the entries say, in short: `workspace:seq`, `day n`, `introduce`, `retire`. */
  async leaves(): Promise<string[]> {
    const log = await readSignedLog(this.folders.log, this.checkpoint());
    const entries: Buffer[] = [];
    for (let i = 0; i * 256 < log.size; i += 1) entries.push(...(await log.entries(i)));
    return entries.map(describeLeaf);
  }

  /** The receipt of a workspace, or that there is none. */
  async receipt(number: number): Promise<string> {
    const found = await receiptFor(this.folders.log, workspace(number));
    return found.outcome === "attested" ? found.receipt : found.outcome;
  }

  /** Whether the log proves that it continues a checkpoint that somebody kept. */
  async continues(kept: string): Promise<boolean> {
    const old = read(kept);
    const file = (await consistencySince(this.folders.log, old.size)) ?? "";
    const lines = (file.split("\n\n")[0] ?? "").split("\n").slice(1);
    const proof = lines.map(decodeBase64).filter((hash) => hash !== undefined);
    return verifyConsistency(old, this.checkpoint(), proof);
  }
}

function read(text: string): Checkpoint {
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined) throw new Error("This is not a checkpoint.");
  return checkpoint;
}

function describeLeaf(entry: Buffer): string {
  const leaf = parseLeaf(entry);
  if (leaf?.kind === "day") return `day ${leaf.day}`;
  if (leaf?.kind === "key") return leaf.action;
  if (leaf === undefined) return "unknown";
  return `${Number.parseInt(leaf.head.workspaceId.slice(-12), 16)}:${leaf.head.seq}`;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../lib/crypto/index.ts";
import {
  attest,
  consistencySince,
  type Head,
  receiptFor,
} from "../lib/ledger/attestation/index.ts";
import { against, print, round } from "./figure.ts";

// What it costs to attest many workspaces in one day and on the days after, and how large a receipt is.

const HEADS = 100_000;
const ORIGIN = "ledger.example/.well-known/autoink-ledger";
const START = Date.UTC(2026, 0, 5, 9);
const DAY_MS = 86_400_000;

function workspace(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

function hashOf(workspaceId: string, seq: bigint): Buffer {
  return sha256(`${workspaceId} ${seq}`);
}

/** The heads of all workspaces after so many days of one transaction each, made before the clock runs. */
function headsAfter(days: number): Head[] {
  return Array.from({ length: HEADS }, (_, number) => {
    const [workspaceId, seq] = [workspace(number), BigInt(days)];
    return { workspaceId, seq, hash: hashOf(workspaceId, seq) };
  });
}

/** Measures attestations in a folder of their own. */
export async function benchAttestation(): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "autoink-bench-attestation-"));
  try {
    await measure({ log: join(root, "log"), signer: join(root, "signer") });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function measure(folders: { log: string; signer: string }): Promise<void> {
  const day = (days: number) => async (): Promise<void> => {
    await attest({
      folders,
      origin: ORIGIN,
      now: new Date(START + days * DAY_MS),
      heads: pages(heads),
      hashesAt: async (places) => places.map(({ workspaceId }) => before.get(workspaceId)),
    });
  };
  let heads = headsAfter(1);
  const before = new Map(heads.map(({ workspaceId, hash }) => [workspaceId, hash]));
  const bare = cpuMs(() => {
    for (let i = 0; i < 2 * HEADS; i += 1) sha256(LEAF);
  });
  await time("first_day", day(1), bare);
  await sizes(folders.log);
  heads = headsAfter(2);
  await time("all_changed", day(2), bare);
  await time("none_changed", day(3), bare);
  const from = performance.now();
  for (let number = 0; number < 200; number += 1)
    await receiptFor(folders.log, workspace(number * 500));
  print({
    bench: "attestation.receipt",
    value: round((performance.now() - from) / 200),
    unit: "ms",
  });
}

const LEAF = Buffer.alloc(62);

/** In pages, as they come from the database. */
async function* pages<T>(items: readonly T[]): AsyncGenerator<T[]> {
  for (let from = 0; from < items.length; from += 10_000) yield items.slice(from, from + 10_000);
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return milliseconds(process.cpuUsage(before));
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

async function time(name: string, work: () => Promise<void>, bareMs: number): Promise<void> {
  const before = process.cpuUsage();
  const from = performance.now();
  await work();
  const used = process.cpuUsage(before);
  const wall = performance.now() - from;
  const unit = `ms per ${HEADS} heads`;
  const cpu = milliseconds(used);
  const baseline = against("two SHA-256 per head", cpu, bareMs);
  print({ bench: `attestation.${name}.cpu`, value: round(cpu), unit, baseline });
  // What the operating system does for the files.
  print({ bench: `attestation.${name}.cpu.system`, value: round(used.system / 1000), unit });
  print({ bench: `attestation.${name}.wall`, value: round(wall), unit });
}

async function sizes(folder: string): Promise<void> {
  const found = await receiptFor(folder, workspace(HEADS / 2));
  if (found.outcome !== "attested") throw new Error("There is no receipt.");
  const proof = (await consistencySince(folder, 1000)) ?? "";
  print({ bench: "attestation.receipt.size", value: Buffer.byteLength(found.receipt), unit: "B" });
  print({ bench: "attestation.consistency.size", value: Buffer.byteLength(proof), unit: "B" });
}

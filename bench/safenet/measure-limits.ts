import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { Agent, request } from "undici";
import { createSafenet, parseOperatorRules, type Safenet } from "@/lib/safenet";

const SAMPLE_MS = 2;
const PEERS = 1_000;
const SLOW_MS = 8_000;
const MIB = 1024 * 1024;

const givenNet = (port: string): Safenet =>
  createSafenet({ operator: parseOperatorRules(`127.0.0.1:${port}`), audit: () => {} });

/** Resident memory in MiB that a body of zeros adds at its highest, and how its reader ended. */
export interface BombGrowth {
  readonly mib: number;
  readonly end: string;
}

/** Reads a bomb with safenet or with plain fetch. */
export async function measureBomb(
  guard: string,
  coding: string,
  port: string,
): Promise<BombGrowth> {
  const net = givenNet(port);
  const read = async (path: string): Promise<void> => {
    const url = `http://127.0.0.1:${port}/${path}`;
    if (guard === "safenet") await (await net.safeFetch(url, { purpose: "source-fetch" })).bytes();
    else await (await fetch(url)).arrayBuffer();
  };
  await read("page");
  const before = process.memoryUsage.rss();
  let highest = before;
  const sample = (): void => {
    highest = Math.max(highest, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, SAMPLE_MS);
  const end = await read(`bomb/${coding}`).then(
    () => "read whole",
    (error: unknown) => String(error instanceof Error ? error.message : error),
  );
  sample();
  clearInterval(timer);
  return { mib: (highest - before) / MIB, end };
}

/** The delay of the event loop in milliseconds that 99 of 100 turns stay below. */
export interface LoopDelay {
  readonly p99Ms: number;
  readonly open: number;
}

/** Calls a thousand peers at once that send a byte now and then, with safenet or plain undici. */
export async function measureSlowPeers(guard: string, port: string): Promise<LoopDelay> {
  const net = givenNet(port);
  const agent = new Agent();
  const url = `http://127.0.0.1:${port}/drip`;
  const ended = new AbortController();
  let open = 0;
  const call = async (): Promise<void> => {
    const { signal } = ended;
    const body =
      guard === "safenet"
        ? (await net.safeFetch(url, { purpose: "source-fetch", signal })).stream()
        : (await request(url, { dispatcher: agent, signal })).body;
    open += 1;
    for await (const _ of body) if (signal.aborted) return;
  };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const calls = Array.from({ length: PEERS }, () => call().catch(() => {}));
  await pause(SLOW_MS);
  delay.disable();
  ended.abort();
  await Promise.all(calls);
  return { p99Ms: delay.percentile(99) / 1_000_000, open };
}

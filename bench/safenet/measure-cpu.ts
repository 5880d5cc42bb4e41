import { Agent, request } from "undici";
import { createSafenet, parseOperatorRules } from "@/lib/safenet";
import { median } from "../figure.ts";
import { leadDialsTo } from "./closed-internet.ts";
import { OTHER_GUARDS } from "./guards.ts";

/** Processor time of this process for one request, in microseconds. */
export interface CpuPerRequest {
  readonly guarded: number;
  /** The same where the guard has no connection to use again. */
  readonly guardedAnew: number;
  /** undici.request over one connection that is kept. */
  readonly keptAlive: number;
  /** undici.request over an agent that opens a connection for each request. */
  readonly newConnection: number;
}

const ROUNDS = 11;
/** Until the code is compiled: a process that calls out does so for days. */
const WARM_UP_ROUNDS = 10;
const REQUESTS = 300;

type Send = () => Promise<void>;

/** Measures requests for a page of 1 KiB in turns, so that what else the machine does falls on all alike. */
export async function measureCpu(name: string, portText: string): Promise<CpuPerRequest> {
  const port = Number(portText);
  const origin = `http://127.0.0.1:${port}`;
  const send = {
    ...guarded(name, port),
    keptAlive: plain(origin, new Agent()),
    newConnection: plain(origin, new Agent({ pipelining: 0 })),
  };
  const micros: Record<keyof CpuPerRequest, number[]> = {
    guarded: [],
    guardedAnew: [],
    keptAlive: [],
    newConnection: [],
  };
  const keys = Object.keys(send) as (keyof CpuPerRequest)[];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    for (const key of keys) {
      const spent = await spentOn(send[key]);
      if (round >= WARM_UP_ROUNDS) micros[key].push(spent);
    }
  }
  return {
    guarded: median(micros.guarded),
    guardedAnew: median(micros.guardedAnew),
    keptAlive: median(micros.keptAlive),
    newConnection: median(micros.newConnection),
  };
}

async function spentOn(send: Send): Promise<number> {
  const before = process.cpuUsage();
  for (let number = 0; number < REQUESTS; number += 1) await send();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / REQUESTS;
}

function plain(origin: string, dispatcher: Agent): Send {
  return async () => {
    const { body } = await request(`${origin}/page`, { dispatcher });
    await body.arrayBuffer();
  };
}

/** Safenet calls loopback by a rule. The others have none, so they call what they hold for a public address. */
function guarded(name: string, port: number): Record<"guarded" | "guardedAnew", Send> {
  const guard = OTHER_GUARDS[name];
  if (guard !== undefined) {
    leadDialsTo(port);
    const send: Send = () => guard("http://8.8.8.8/page", { method: "GET", headers: {} });
    return { guarded: send, guardedAnew: send };
  }
  const net = createSafenet({
    operator: parseOperatorRules(`127.0.0.1:${port}`),
    audit: () => {},
  });
  const read = async (workspaceId: string): Promise<void> => {
    const url = `http://127.0.0.1:${port}/page`;
    await (await net.safeFetch(url, { purpose: "source-fetch", workspaceId })).bytes();
  };
  let workspaces = 0;
  return {
    guarded: () => read("ws"),
    guardedAnew: () => {
      workspaces += 1;
      return read(`ws_${workspaces}`);
    },
  };
}

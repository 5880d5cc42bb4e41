import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import {
  type AuditRecord,
  createSafenet,
  PURPOSES,
  type PurposeRules,
  parseOperatorRules,
  type SafeFetchOptions,
  type Safenet,
  type SafenetDeps,
  SafenetError,
} from "./index";

/** A peer that speaks raw HTTP: it gets the head of each request and writes what it wants. */
export type Answer = (head: string, socket: Socket, body: string) => void;

interface Peer {
  readonly port: number;
  readonly heads: string[];
  readonly bodies: string[];
}

const open: Server[] = [];
const nets: Safenet[] = [];

/** Closes what a test opened. */
export async function closeAll(): Promise<void> {
  for (const net of nets.splice(0)) net.close();
  await Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done))));
}

export async function givenPeer(answer: Answer, host = "127.0.0.1"): Promise<Peer> {
  const heads: string[] = [];
  const bodies: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end < 0 || text.length < end + 4 + length) return;
      heads.push(text.slice(0, end));
      bodies.push(text.slice(end + 4));
      answer(text.slice(0, end), socket, text.slice(end + 4));
      text = "";
    });
  });
  open.push(server);
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, heads, bodies };
}

export const reply = (head: string, body: string | Uint8Array = ""): Answer => {
  const length = Buffer.byteLength(body);
  return (_request, socket) => {
    socket.write(`HTTP/1.1 ${head}\r\ncontent-length: ${length}\r\n\r\n`);
    socket.end(body);
  };
};
export const redirect = (status: number, location: string): Answer =>
  reply(`${status} Moved\r\nlocation: ${location}`);

/** A small cap, so that a test needs little data, and time enough for a busy machine. */
const BASE = { responseBytesMax: 100_000, totalTimeoutMs: 10_000 };

/** The purposes with some limits changed in all of them. */
export function withLimits(limits: Partial<PurposeRules>): typeof PURPOSES {
  const entries = Object.entries(PURPOSES).map(([name, rules]) => [
    name,
    { ...rules, ...BASE, ...limits },
  ]);
  // The keys are those of PURPOSES.
  return Object.fromEntries(entries) as typeof PURPOSES;
}

export function givenNet(
  allow = "127.0.0.1:*",
  deps: SafenetDeps = {},
): { net: Safenet; records: AuditRecord[] } {
  const records: AuditRecord[] = [];
  const net = createSafenet({
    operator: parseOperatorRules(allow),
    audit: (record) => records.push(record),
    deps: { purposes: withLimits({}), ...deps },
  });
  nets.push(net);
  return { net, records };
}

export async function failureOf(run: Promise<unknown>): Promise<SafenetError> {
  try {
    await run;
  } catch (error) {
    if (error instanceof SafenetError) return error;
    throw error;
  }
  throw new Error("expected a SafenetError");
}

export const READ = { purpose: "source-fetch" } as const;
export const readText = async (net: Safenet, url: string, options: SafeFetchOptions = READ) =>
  (await net.safeFetch(url, options)).text();

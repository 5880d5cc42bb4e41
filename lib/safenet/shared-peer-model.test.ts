import type { Socket } from "node:net";
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { type Safenet, SafenetError, type SafeResponse } from "./index";
import { closeAll, givenNet, givenPeer } from "./raw-peer.fixture";

// Guarantee: whatever a server does with its connections, an answer reaches only who asked for it, no connection serves
// two workspaces, and nothing that may do something twice is sent twice.

afterEach(closeAll);

/** What the server does with one request. */
const TURNS = ["keep", "close", "poison", "reset", "half", "end before"] as const;
type Turn = (typeof TURNS)[number];

interface Asked {
  readonly workspaceId: string;
  readonly method: "GET" | "POST";
  readonly reads: "bytes" | "stream" | "some" | "nothing";
}

const askedArb: fc.Arbitrary<Asked> = fc.record({
  workspaceId: fc.constantFrom("ws_a", "ws_b"),
  method: fc.constantFrom("GET", "GET", "POST"),
  reads: fc.constantFrom("bytes", "bytes", "stream", "some", "nothing"),
});
/** Rounds of requests that are sent at the same time. */
const roundsArb = fc.array(fc.array(askedArb, { minLength: 1, maxLength: 3 }), {
  minLength: 2,
  maxLength: 6,
});
const turnsArb = fc.infiniteStream(fc.oneof(fc.constant<Turn>("keep"), fc.constantFrom(...TURNS)));

function answer(turn: Turn, name: string, socket: Socket): void {
  const head = `HTTP/1.1 200 OK\r\ncontent-length: ${name.length}\r\n`;
  const kept = `${head}connection: keep-alive\r\n\r\n${name}`;
  switch (turn) {
    case "keep":
      socket.write(kept);
      return;
    case "close":
      socket.end(`${head}connection: close\r\n\r\n${name}`);
      return;
    case "poison":
      socket.write(`${kept}HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npoison`);
      return;
    case "reset":
      socket.resetAndDestroy();
      return;
    case "half":
      socket.end(`${head}\r\n${name.slice(0, 2)}`);
      return;
    case "end before":
      socket.end();
  }
}

/** A server that takes its turns, and notes who asked over which connection. */
async function givenServer(turns: Iterator<Turn>) {
  const askers = new Map<Socket, string[]>();
  const peer = await givenPeer((head, socket) => {
    const name = /x-asked: (\S+)/.exec(head)?.[1] ?? "";
    askers.set(socket, [...(askers.get(socket) ?? []), name]);
    answer(turns.next().value as Turn, name, socket);
  });
  return { url: `http://127.0.0.1:${peer.port}/`, askers };
}

async function ask(net: Safenet, url: string, one: Asked, name: string): Promise<void> {
  const { workspaceId, method, reads } = one;
  const headers = { "x-asked": name };
  const options = { purpose: "cms-publish", workspaceId, method, headers } as const;
  const response = await net.safeFetch(url, options);
  if (reads === "nothing") {
    response.cancel();
    return;
  }
  const text = reads === "bytes" ? await response.text() : await readStream(response, reads);
  expect(reads === "some" ? name.slice(0, text.length) : name).toBe(text);
}

async function readStream(response: SafeResponse, reads: Asked["reads"]): Promise<string> {
  let text = "";
  for await (const chunk of response.stream()) {
    text += Buffer.from(chunk).toString();
    if (reads === "some") break;
  }
  return text;
}

/** Sends the requests of each round at the same time. What was sent, by name. */
async function sendAll(url: string, rounds: readonly Asked[][]): Promise<Map<string, Asked>> {
  const { net } = givenNet();
  const sent = new Map<string, Asked>();
  for (const [round, asked] of rounds.entries()) {
    const calls = asked.map((one, index) => {
      const name = `${one.workspaceId}/${round}.${index}`;
      sent.set(name, one);
      return ask(net, url, one, name);
    });
    for (const result of await Promise.allSettled(calls)) {
      if (result.status === "rejected") expect(result.reason).toBeInstanceOf(SafenetError);
    }
  }
  return sent;
}

it("answers of random servers reach only who asked", async () => {
  let reused = 0;
  await fc.assert(
    fc.asyncProperty(roundsArb, turnsArb, async (rounds, turns) => {
      const { url, askers } = await givenServer(turns);
      const sent = await sendAll(url, rounds);
      const arrived = [...askers.values()];
      for (const [name, { method }] of sent) {
        const times = arrived.flat().filter((one) => one === name).length;
        expect(times).toBeLessThanOrEqual(method === "GET" ? 2 : 1);
      }
      for (const names of arrived) {
        expect(new Set(names.map((name) => name.split("/")[0])).size).toBe(1);
      }
      reused += arrived.filter(({ length }) => length > 1).length;
      await closeAll();
    }),
    { numRuns: 150 },
  );
  expect(reused).toBeGreaterThan(10);
});

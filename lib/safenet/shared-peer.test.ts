import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { KEPT_MAX } from "./connection";
import type { Purpose, WorkspaceRules } from "./index";
import {
  closeAll,
  failureOf,
  givenNet,
  givenPeer,
  READ,
  readText,
  withLimits,
} from "./raw-peer.fixture";

// Guarantee: what one workspace opened is of no use to another. A connection is kept for those who are judged by the
// same policy, who are judged each time all the same, and for requests that may be sent twice.

afterEach(closeAll);

/** A peer that keeps its connections and says who asked. `extra` follows each answer. */
async function givenKeepingPeer(extra = "") {
  const sockets: Socket[] = [];
  const peer = await givenPeer((head, socket) => {
    sockets.push(socket);
    socket.write(keptAnswer(/cookie: (.*)/i.exec(head)?.[1] ?? "nobody") + extra);
  });
  return {
    ...peer,
    url: `http://127.0.0.1:${peer.port}/`,
    sockets,
    connections: () => new Set(sockets).size,
  };
}

const keptAnswer = (body: string): string =>
  `HTTP/1.1 200 OK\r\nconnection: keep-alive\r\nkeep-alive: timeout=60\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

interface Asker {
  readonly workspaceId: string;
  readonly purpose?: Purpose;
  readonly rules?: WorkspaceRules;
}

const as = ({ workspaceId, purpose = "source-fetch", rules = {} }: Asker) => ({
  purpose,
  workspaceId,
  secretHeaders: { cookie: workspaceId },
  rules,
});
const A = { workspaceId: "ws_a" };
const B = { workspaceId: "ws_b" };

describe("two workspaces that call the same server", () => {
  it("never share a connection, although the server keeps it open", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    const answers = [];
    for (const asker of [A, B, A, B]) answers.push(await readText(net, peer.url, as(asker)));
    expect(answers).toEqual(["ws_a", "ws_b", "ws_a", "ws_b"]);
    const [first, second, ...again] = peer.sockets;
    expect(first).not.toBe(second);
    expect(again).toEqual([first, second]);
  });

  it("do not share one at the same time either", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    const names = ["ws_a", "ws_b", "ws_c", "ws_d"];
    const ask = (workspaceId: string) => readText(net, peer.url, as({ workspaceId }));
    for (let round = 0; round < 3; round += 1) {
      expect(await Promise.all(names.map(ask))).toEqual(names);
    }
    expect(peer.connections()).toBe(4);
  });

  it("are judged one by one: what the rules of one allow, those of the other refuse", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    expect(await readText(net, peer.url, as(A))).toBe("ws_a");
    const rules = { denyHosts: ["127.0.0.1"] };
    for (const asker of [B, A]) {
      const failure = await failureOf(net.safeFetch(peer.url, as({ ...asker, rules })));
      expect(failure).toMatchObject({ code: "HOST_NOT_ALLOWED", sent: false });
    }
    expect(peer.sockets).toHaveLength(1);
  });

  it("never read what the server added to the answer of another, nor to their own", async () => {
    const poison = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npoison";
    const peer = await givenKeepingPeer(poison);
    const { net } = givenNet();
    const answers = [];
    for (const asker of [A, B, A, B]) {
      answers.push(await readText(net, peer.url, as(asker)).catch(() => "failed"));
    }
    expect(answers).not.toContain("poison");
  });
});

describe("a kept connection", () => {
  it.each<[string, Asker, number]>([
    ["is of use to who asks as before", A, 1],
    ["is of no use to another workspace", B, 2],
    ["is of no use to another purpose", { ...A, purpose: "link-check" }, 2],
    ["is of no use under other rules", { ...A, rules: { denyHosts: ["b.example"] } }, 2],
  ])("%s", async (_name, second, connections) => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    await readText(net, peer.url, as(A));
    await readText(net, peer.url, as(second));
    expect(peer.sockets).toHaveLength(2);
    expect(peer.connections()).toBe(connections);
  });

  it("is of no use once the name stands for another address, or for one inside", async () => {
    const { url, dialled, net } = await givenNamedPeer([
      ["8.8.8.8"],
      ["8.8.4.4"],
      ["8.8.4.4", "8.8.8.8"],
      ["8.8.8.8", "10.0.0.1"],
    ]);
    for (let time = 0; time < 3; time += 1) expect(await readText(net, url)).toBe("nobody");
    expect(dialled).toEqual(["8.8.8.8", "8.8.4.4"]);
    const failure = await failureOf(net.safeFetch(url, READ));
    expect(failure).toMatchObject({ code: "IP_REFUSED", sent: false });
  });

  it("is noted with its address, as a new one is", async () => {
    const { url, records, net } = await givenNamedPeer([["8.8.8.8"], ["8.8.4.4", "8.8.8.8"]]);
    for (let time = 0; time < 2; time += 1) await readText(net, url);
    expect(records.map(({ hops }) => hops[0]?.address)).toEqual(["8.8.8.8", "8.8.8.8"]);
  });

  it.each(["POST", "PUT", "DELETE", "HEAD"])("is never used for %s", async (method) => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    const purpose = "cms-publish" as const;
    const send = async (options: object) =>
      (await net.safeFetch(peer.url, { purpose, ...options })).bytes();
    await send({});
    await send({ method });
    await send({ method });
    expect(peer.connections()).toBe(3);
    await send({});
    expect(peer.connections()).toBe(3);
    const kept = peer.heads.map((head) => /^connection: (.*)$/im.exec(head)?.[1]);
    expect(kept).toEqual(["keep-alive", "close", "close", "keep-alive"]);
  });

  it("is given up when the body was not read to its end", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    const response = await net.safeFetch(peer.url, as(A));
    response.cancel();
    for await (const _chunk of (await net.safeFetch(peer.url, as(A))).stream()) break;
    await readText(net, peer.url, as(A));
    expect(peer.connections()).toBe(3);
    await expect
      .poll(() => peer.sockets.map(({ destroyed }) => destroyed))
      .toEqual([true, true, false]);
  });

  it("that the peer closed meanwhile is replaced", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    await readText(net, peer.url, as(A));
    const [socket] = peer.sockets;
    socket?.end();
    await expect.poll(() => socket?.destroyed).toBe(true);
    expect(await readText(net, peer.url, as(A))).toBe("ws_a");
    expect(peer.connections()).toBe(2);
  });

  it.each(["end", "resetAndDestroy"] as const)(
    "that the peer closes (%s) when the request comes is replaced, once",
    async (close) => {
      let requests = 0;
      const { port } = await givenPeer((_head, socket) => {
        requests += 1;
        if (requests === 2) socket[close]();
        else socket.write(keptAnswer(`answer ${requests}`));
      });
      const { net, records } = givenNet();
      const url = `http://127.0.0.1:${port}/`;
      expect(await readText(net, url)).toBe("answer 1");
      expect(await readText(net, url)).toBe("answer 3");
      expect(records.map(({ verdict, hops }) => [verdict, hops.length])).toEqual([
        ["allowed", 1],
        ["allowed", 1],
      ]);
    },
  );

  it("that breaks in the middle of an answer is not replaced", async () => {
    let requests = 0;
    const { port } = await givenPeer((_head, socket) => {
      requests += 1;
      if (requests === 1) socket.write(keptAnswer("whole"));
      else socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf");
    });
    const { net } = givenNet();
    const url = `http://127.0.0.1:${port}/`;
    await readText(net, url);
    const failure = await failureOf(readText(net, url));
    expect(failure).toMatchObject({ code: "PROTOCOL_ERROR", sent: true });
    expect(requests).toBe(2);
  });

  it("is not waited for: a silent peer gets no second request", async () => {
    let requests = 0;
    const { port } = await givenPeer((_head, socket) => {
      requests += 1;
      if (requests === 1) socket.write(keptAnswer("first"));
    });
    const { net } = givenNet(undefined, { purposes: withLimits({ headersTimeoutMs: 100 }) });
    const url = `http://127.0.0.1:${port}/`;
    await readText(net, url);
    expect((await failureOf(net.safeFetch(url, READ))).code).toBe("HEADERS_TIMEOUT");
    expect(requests).toBe(1 + 1);
  });

  it("closes with the safenet", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    await readText(net, peer.url, as(A));
    expect(peer.sockets[0]?.destroyed).toBe(false);
    net.close();
    await expect.poll(() => peer.sockets[0]?.destroyed).toBe(true);
  });

  it("is one of few: the oldest goes first", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    for (let number = 0; number <= KEPT_MAX; number += 1) {
      await readText(net, peer.url, as({ workspaceId: `ws_${number}` }));
    }
    await expect.poll(() => peer.sockets[0]?.destroyed).toBe(true);
    expect(peer.sockets.slice(1).some(({ destroyed }) => destroyed)).toBe(false);
  });
});

/** A keeping peer that stands behind every address of a name, which the answers of a name server say in turn. */
async function givenNamedPeer(answers: string[][]) {
  const { port } = await givenKeepingPeer();
  const dialled: string[] = [];
  const { net, records } = givenNet("", {
    resolve: async () => answers.shift() ?? [],
    connect: async ({ address }) => {
      dialled.push(address);
      const socket = connect({ host: "127.0.0.1", port });
      await once(socket, "connect");
      return socket;
    },
  });
  return { url: "http://a.example/", dialled, net, records };
}

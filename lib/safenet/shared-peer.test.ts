import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { closeAll, failureOf, givenNet, givenPeer, readText } from "./raw-peer.fixture";

// Guarantee: what one workspace opened is of no use to another: each request has a connection of its own.

afterEach(closeAll);

/** A peer that keeps its connections and says who asked. */
async function givenKeepingPeer(extra = "") {
  const sockets: Socket[] = [];
  const peer = await givenPeer((head, socket) => {
    sockets.push(socket);
    const asker = /cookie: (.*)/i.exec(head)?.[1] ?? "";
    socket.write(
      `HTTP/1.1 200 OK\r\nconnection: keep-alive\r\nkeep-alive: timeout=60\r\ncontent-length: ${asker.length}\r\n\r\n${asker}${extra}`,
    );
  });
  return { ...peer, url: `http://127.0.0.1:${peer.port}/`, sockets };
}

const as = (workspaceId: string, denyHosts: string[] = []) => ({
  purpose: "source-fetch" as const,
  workspaceId,
  secretHeaders: { cookie: workspaceId },
  rules: { denyHosts },
});

describe("two workspaces that call the same server", () => {
  it("never share a connection, although the server keeps it open", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    const answers = [];
    for (const workspaceId of ["ws_a", "ws_b", "ws_a"]) {
      answers.push(await readText(net, peer.url, as(workspaceId)));
    }
    expect(answers).toEqual(["ws_a", "ws_b", "ws_a"]);
    expect(new Set(peer.sockets).size).toBe(3);
    await expect.poll(() => peer.sockets.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it("do not share one at the same time either", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    const names = ["ws_a", "ws_b", "ws_c", "ws_d"];
    const answers = await Promise.all(names.map((name) => readText(net, peer.url, as(name))));
    expect(answers).toEqual(names);
    expect(new Set(peer.sockets).size).toBe(4);
  });

  it("are judged one by one: what the rules of one allow, those of the other refuse", async () => {
    const peer = await givenKeepingPeer();
    const { net } = givenNet();
    expect(await readText(net, peer.url, as("ws_a"))).toBe("ws_a");
    const failure = await failureOf(net.safeFetch(peer.url, as("ws_b", ["127.0.0.1"])));
    expect(failure).toMatchObject({ code: "HOST_NOT_ALLOWED", sent: false });
    expect(peer.sockets).toHaveLength(1);
  });

  it("never read what the server added to the answer of another", async () => {
    const poison = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npoison";
    const peer = await givenKeepingPeer(poison);
    const { net } = givenNet();
    const answers = [];
    for (const name of ["ws_a", "ws_b"]) {
      answers.push(await readText(net, peer.url, as(name)).catch(() => "failed"));
    }
    expect(answers).not.toContain("poison");
  });
});

import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { closeAll, failureOf, givenNet, givenPeer, reply } from "./raw-peer.fixture";

afterEach(closeAll);

describe("fetch", () => {
  it("rejects with SafenetError for a refused address, also as a Request", async () => {
    const { net } = givenNet("");
    const fetch = net.fetch("ai");
    expect((await failureOf(fetch("http://127.0.0.1/"))).code).toBe("IP_REFUSED");
    expect((await failureOf(fetch(new URL("http://[::1]/")))).code).toBe("IP_REFUSED");
    expect((await failureOf(fetch(new Request("http://10.0.0.1/")))).code).toBe("IP_REFUSED");
    expect((await failureOf(fetch("http://a:b@example.com/"))).code).toBe("CREDENTIALS_REFUSED");
  });

  it("sends method, headers and body, and streams a real Response", async () => {
    const peer = await givenPeer((_head, socket) => {
      socket.write("HTTP/1.1 201 Created\r\nset-cookie: a=1\r\nset-cookie: b=2\r\n");
      socket.write("transfer-encoding: chunked\r\n\r\n3\r\none\r\n");
      setTimeout(() => socket.end("3\r\ntwo\r\n0\r\n\r\n"), 50);
    });
    const { net } = givenNet();
    const response = await net.fetch("ai")(`http://127.0.0.1:${peer.port}/v1`, {
      method: "POST",
      headers: { "x-api-key": "k", "content-type": "application/json" },
      body: '{"a":1}',
    });
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.url]).toEqual([201, `http://127.0.0.1:${peer.port}/v1`]);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    const parts: string[] = [];
    for await (const chunk of response.body ?? []) parts.push(Buffer.from(chunk).toString());
    expect(parts).toEqual(["one", "two"]);
    expect(peer.heads[0]).toMatch(/^POST \/v1 HTTP\/1.1/);
    expect(peer.heads[0]).toContain("x-api-key: k");
    expect(peer.bodies).toEqual(['{"a":1}']);
  });

  it("decodes, and does not declare the coding or length of what it decoded", async () => {
    const peer = await givenPeer(reply("200 OK\r\ncontent-encoding: gzip", gzipSync('{"a":1}')));
    const { net } = givenNet();
    const response = await net.fetch("cms-publish")(`http://127.0.0.1:${peer.port}/`);
    expect(response.headers.has("content-encoding")).toBe(false);
    expect(await response.json()).toEqual({ a: 1 });
  });

  it("errors the body with SafenetError beyond the cap, on abort and on a cut", async () => {
    const peer = await givenPeer((head, socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n");
      if (head.includes("/big")) socket.write(`30d40\r\n${"a".repeat(200_000)}\r\n`);
      if (head.includes("/cut")) setTimeout(() => socket.resetAndDestroy(), 20);
    });
    const { net } = givenNet();
    const fetch = net.fetch("ai");
    const base = `http://127.0.0.1:${peer.port}`;
    expect((await failureOf((await fetch(`${base}/big`)).text())).code).toBe("RESPONSE_TOO_LARGE");
    expect((await failureOf((await fetch(`${base}/cut`)).text())).code).toBe("PROTOCOL_ERROR");
    const controller = new AbortController();
    const response = await fetch(`${base}/hang`, { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    expect((await failureOf(response.text())).code).toBe("ABORTED");
  });

  it.each([204, 304])("gives %i a response without a body", async (status) => {
    const peer = await givenPeer((_head, socket) => socket.end(`HTTP/1.1 ${status} X\r\n\r\n`));
    const { net } = givenNet();
    const response = await net.fetch("ai")(`http://127.0.0.1:${peer.port}/`);
    expect([response.status, response.body]).toEqual([status, null]);
  });
});

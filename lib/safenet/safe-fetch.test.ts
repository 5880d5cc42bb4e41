import type { Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import {
  closeAll,
  failureOf,
  givenNet,
  givenPeer,
  READ,
  readText,
  redirect,
  reply,
  withLimits,
} from "./raw-peer.fixture";

afterEach(closeAll);

describe("names and addresses", () => {
  it.each([
    ["only a private address", ["10.0.0.1"], "IP_REFUSED"],
    ["a public and a private address", ["8.8.8.8", "10.0.0.1"], "IP_REFUSED"],
    ["a private and a public address", ["127.0.0.1", "8.8.8.8"], "IP_REFUSED"],
    ["a public IPv4 and a loopback IPv6 address", ["8.8.8.8", "::1"], "IP_REFUSED"],
    ["a mapped address", ["::ffff:8.8.8.8"], "IP_REFUSED"],
    ["cloud metadata", ["169.254.169.254"], "IP_REFUSED"],
    ["no address", [], "DNS_EMPTY"],
    ["an address with a zone", ["fe80::1%1"], "DNS_MALFORMED"],
    ["text that is no address", ["2130706433"], "DNS_MALFORMED"],
    ["a name instead of an address", ["other.example"], "DNS_MALFORMED"],
    ["too many addresses", Array.from({ length: 65 }, (_, i) => `8.8.8.${i}`), "DNS_MALFORMED"],
  ])("a name with %s is refused without dialling", async (_title, answers, code) => {
    const dialled: string[] = [];
    const { net, records } = givenNet("", {
      resolve: async () => answers,
      connect: async (target) => {
        dialled.push(target.address);
        throw new Error("dialled");
      },
    });
    const failure = await failureOf(net.safeFetch("http://rebind.example/", READ));
    expect(failure).toMatchObject({ code, hop: 0, sent: false, retryable: false });
    expect(failure.publicMessage).not.toMatch(/\d+\.\d+|::/);
    expect(dialled).toEqual([]);
    expect(records).toMatchObject([
      { code, hops: [{ host: "rebind.example", port: 80, code }], bytes: 0 },
    ]);
  });

  it("looks a name up once per hop and dials that answer, so a changing answer has no effect", async () => {
    const answers = [["8.8.8.8"], ["127.0.0.1"]];
    let asked = 0;
    const dialled: string[] = [];
    const { net } = givenNet("", {
      resolve: async () => answers[asked++] ?? [],
      connect: async (target) => {
        dialled.push(target.address);
        throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
      },
    });
    const failure = await failureOf(net.safeFetch("http://rebind.example/", READ));
    expect(failure).toMatchObject({ code: "CONNECT_FAILED", retryable: true, sent: false });
    expect([asked, dialled]).toEqual([1, ["8.8.8.8"]]);
  });

  it("tries at most four judged addresses, in order", async () => {
    const dialled: string[] = [];
    const { net } = givenNet("", {
      resolve: async () => ["8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4", "8.8.8.5"],
      connect: async (target) => {
        dialled.push(target.address);
        throw new Error("refused");
      },
    });
    await failureOf(net.safeFetch("http://many.example/", READ));
    expect(dialled).toEqual(["8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4"]);
  });

  it.each([
    ["ENOTFOUND", "DNS_NOT_FOUND", false],
    ["ENODATA", "DNS_EMPTY", false],
    ["ETIMEOUT", "DNS_TIMEOUT", true],
    ["ESERVFAIL", "DNS_FAILED", false],
  ])("a name server's %s is %s", async (code, expected, retryable) => {
    const { net } = givenNet("", {
      resolve: () => Promise.reject(Object.assign(new Error(code), { code })),
    });
    const failure = await failureOf(net.safeFetch("http://a.example/", READ));
    expect(failure).toMatchObject({ code: expected, kind: "dns", retryable });
  });

  it("a name server that never answers ends as DNS_TIMEOUT", async () => {
    const { net } = givenNet("", {
      resolve: () => new Promise(() => {}),
      purposes: withLimits({ dnsTimeoutMs: 50 }),
    });
    const failure = await failureOf(net.safeFetch("http://slow.example/", READ));
    expect(failure).toMatchObject({ code: "DNS_TIMEOUT", sent: false });
  });

  it("a connection that never opens ends as CONNECT_TIMEOUT", async () => {
    const { net } = givenNet("", {
      resolve: async () => ["8.8.8.8"],
      connect: () => new Promise(() => {}),
      purposes: withLimits({ connectTimeoutMs: 50 }),
    });
    const failure = await failureOf(net.safeFetch("http://slow.example/", READ));
    expect(failure).toMatchObject({ code: "CONNECT_TIMEOUT", sent: false });
  });

  it("does not open loopback for an exact rule on another port", async () => {
    const peer = await givenPeer(reply("200 OK", "inside"));
    const { net } = givenNet("127.0.0.1:1");
    const failure = await failureOf(net.safeFetch(`http://127.0.0.1:${peer.port}/`, READ));
    expect(failure.code).toBe("PORT_REFUSED");
    expect(peer.heads).toEqual([]);
  });

  it("never looks localhost up: it is the loopback address that a rule opens", async () => {
    const peer = await givenPeer(reply("200 OK", "mine"));
    const { net } = givenNet("127.0.0.1:*", { resolve: () => Promise.reject(new Error("asked")) });
    expect(await readText(net, `http://localhost:${peer.port}/`)).toBe("mine");
  });
});

describe("redirects", () => {
  it.each([
    "http://169.254.169.254/latest/",
    "http://10.0.0.1/",
    "http://[::1]/",
    "http://2130706434/",
    "file:///etc/passwd",
    "http://user:secret@127.0.0.1/",
    "http://localhost:22/",
    "//10.0.0.1/",
    "http://１０.0.0.1/",
  ])("to %s are refused at the second hop", async (location) => {
    const peer = await givenPeer(redirect(302, location));
    const { net } = givenNet(`127.0.0.1:${peer.port}`);
    const failure = await failureOf(net.safeFetch(`http://127.0.0.1:${peer.port}/`, READ));
    expect(failure).toMatchObject({ kind: "refused", hop: 1 });
    expect(peer.heads).toHaveLength(1);
  });

  it.each([
    ["no Location", "302 Found"],
    ["two Locations", "302 Found\r\nlocation: /a\r\nlocation: /b"],
    ["a Location that is no address", "302 Found\r\nlocation: http://"],
    ["a backslash in Location", "302 Found\r\nlocation: http:\\\\example.com"],
  ])("with %s are invalid", async (_title, head) => {
    const peer = await givenPeer(reply(head));
    const { net } = givenNet();
    const failure = await failureOf(net.safeFetch(`http://127.0.0.1:${peer.port}/`, READ));
    expect(failure).toMatchObject({ code: "REDIRECT_INVALID", hop: 0 });
  });

  it("stop after the purpose's number of hops", async () => {
    const peer = await givenPeer(redirect(302, "/again"));
    const { net } = givenNet();
    const failure = await failureOf(net.safeFetch(`http://127.0.0.1:${peer.port}/`, READ));
    expect(failure).toMatchObject({ code: "TOO_MANY_REDIRECTS", hop: 5 });
    expect(peer.heads).toHaveLength(6);
  });

  it.each(["ai", "webhook"] as const)("are refused for %s", async (purpose) => {
    const peer = await givenPeer(redirect(307, "/elsewhere"));
    const { net } = givenNet();
    const failure = await failureOf(
      net.safeFetch(`http://127.0.0.1:${peer.port}/`, { purpose, method: "POST", body: "{}" }),
    );
    expect(failure).toMatchObject({ code: "REDIRECT_REFUSED", sent: true });
    expect(peer.heads).toHaveLength(1);
  });

  it("to another origin are refused for cms-publish, and followed within the origin", async () => {
    const other = await givenPeer(reply("200 OK", "other"));
    const peer = await givenPeer((head, socket) =>
      head.startsWith("GET /same")
        ? reply("200 OK", "same")(head, socket, "")
        : redirect(302, head.includes("/stay") ? "/same" : `http://127.0.0.1:${other.port}/`)(
            head,
            socket,
            "",
          ),
    );
    const { net } = givenNet();
    const base = `http://127.0.0.1:${peer.port}`;
    const failure = await failureOf(net.safeFetch(`${base}/go`, { purpose: "cms-publish" }));
    expect(failure.code).toBe("REDIRECT_REFUSED");
    expect(await readText(net, `${base}/stay`, { purpose: "cms-publish" })).toBe("same");
    expect(other.heads).toEqual([]);
  });

  it("to another origin carry no header that could be a secret", async () => {
    const other = await givenPeer(reply("200 OK", "done"));
    const peer = await givenPeer(redirect(302, `http://127.0.0.1:${other.port}/`));
    const { net } = givenNet();
    const options = {
      ...READ,
      headers: { accept: "text/html", Cookie: "c=1", "X-Custom": "c2" },
      secretHeaders: { Authorization: "Bearer c3" },
    };
    await readText(net, `http://127.0.0.1:${peer.port}/`, options);
    expect(peer.heads[0]).toMatch(/cookie: c=1/i);
    expect(peer.heads[0]).toMatch(/authorization: Bearer c3/i);
    expect(other.heads[0]).toMatch(/accept: text\/html/i);
    expect(other.heads[0]).not.toMatch(/c=1|c2|c3/);
  });

  it("from https to http are refused when a secret was sent, and followed when none was", async () => {
    const secure = await givenPeer(redirect(302, "http://plain.example:8080/"));
    const plain = await givenPeer(reply("200 OK", "plain"));
    const { connect } = await import("node:net");
    const { net } = givenNet("", {
      resolve: async () => ["8.8.8.8"],
      // Plays the TLS connection: what is tested is the rule, not the encryption.
      connect: async (target) => connect(target.tls ? secure.port : plain.port, "127.0.0.1"),
    });
    const secretHeaders = { authorization: "Bearer x" };
    const failure = await failureOf(
      net.safeFetch("https://secure.example/", { ...READ, secretHeaders }),
    );
    expect(failure).toMatchObject({ code: "DOWNGRADE_REFUSED", hop: 1 });
    expect(plain.heads).toEqual([]);
    expect(await readText(net, "https://secure.example/")).toBe("plain");
  });

  it.each([
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [307, "POST", "POST", "body"],
    [308, "PUT", "PUT", "body"],
    [302, "PUT", "PUT", "body"],
  ])("%i turns %s into %s", async (status, method, expected, body) => {
    const peer = await givenPeer((head, socket) =>
      (head.includes("/end") ? reply("200 OK", "ok") : redirect(status, "/end"))(head, socket, ""),
    );
    const { net } = givenNet();
    await readText(net, `http://127.0.0.1:${peer.port}/`, {
      purpose: "cms-publish",
      method,
      headers: { "content-type": "text/plain" },
      body: "body",
    });
    expect(peer.heads[1]?.split(" ")[0]).toBe(expected);
    expect(peer.bodies[1]).toBe(body);
    expect(peer.heads[1]?.includes("content-type")).toBe(body !== "");
  });
});

describe("what a caller may ask for", () => {
  it("refuses a method that the purpose does not have", async () => {
    const { net } = givenNet();
    const failure = await failureOf(
      net.safeFetch("http://127.0.0.1/", { ...READ, method: "DELETE" }),
    );
    expect(failure).toMatchObject({ code: "METHOD_REFUSED", sent: false });
  });

  it("refuses a body beyond the purpose's cap", async () => {
    const { net } = givenNet();
    const body = "a".repeat(1024 * 1024 + 1);
    const failure = await failureOf(
      net.safeFetch("http://127.0.0.1/", { purpose: "webhook", method: "POST", body }),
    );
    expect(failure.code).toBe("REQUEST_TOO_LARGE");
  });

  it.each([
    ["a line end in a value", { "x-key": "a\r\nhost: evil" }],
    ["a character beyond Latin-1 in a value", { "x-key": "schlüssel→" }],
    ["a space in a name", { "x key": "a" }],
  ])("refuses %s", async (_title, headers) => {
    const { net } = givenNet();
    const failure = await failureOf(net.safeFetch("http://127.0.0.1/", { ...READ, headers }));
    expect(failure).toMatchObject({ code: "PROTOCOL_ERROR", sent: false });
  });

  it("drops headers that belong to the HTTP layer", async () => {
    const peer = await givenPeer(reply("200 OK", "ok"));
    const { net } = givenNet();
    const headers = { Host: "evil.example", Connection: "upgrade", "Transfer-Encoding": "chunked" };
    await readText(net, `http://127.0.0.1:${peer.port}/`, { ...READ, headers });
    expect(peer.heads[0]).toContain(`host: 127.0.0.1:${peer.port}`);
    expect(peer.heads[0]).toContain("accept-encoding: gzip, br, deflate");
    expect(peer.heads[0]).not.toMatch(/evil|upgrade|transfer-encoding/i);
  });

  it("ends as ABORTED when the caller aborts, before and during the body", async () => {
    const peer = await givenPeer((_head, socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc");
    });
    const { net } = givenNet();
    const url = `http://127.0.0.1:${peer.port}/`;
    const before = await failureOf(net.safeFetch(url, { ...READ, signal: AbortSignal.abort() }));
    expect(before).toMatchObject({ code: "ABORTED", kind: "caller", sent: false });
    const controller = new AbortController();
    const response = await net.safeFetch(url, { ...READ, signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    expect(await failureOf(response.bytes())).toMatchObject({ code: "ABORTED", sent: true });
  });

  it("ends as ABORTED while a body is read that has arrived whole", async () => {
    const peer = await givenPeer(reply("200 OK", "abc"));
    const { net, records } = givenNet();
    const controller = new AbortController();
    const url = `http://127.0.0.1:${peer.port}/`;
    const response = await net.safeFetch(url, { ...READ, signal: controller.signal });
    const reading = failureOf(response.bytes());
    controller.abort();
    expect(await reading).toMatchObject({ code: "ABORTED", sent: true });
    expect(records).toMatchObject([{ verdict: "failed", code: "ABORTED" }]);
  });

  it("ends every request in flight on close", async () => {
    const peer = await givenPeer(() => {});
    const { net } = givenNet();
    const pending = failureOf(net.safeFetch(`http://127.0.0.1:${peer.port}/`, READ));
    setTimeout(() => net.close(), 30);
    expect((await pending).code).toBe("ABORTED");
    expect((await failureOf(net.safeFetch("http://8.8.8.8/", READ))).code).toBe("ABORTED");
  });
});

describe("a good answer", () => {
  it.each([
    ["identity", "200 OK", "hello"],
    ["gzip", "200 OK\r\ncontent-encoding: gzip", gzipSync("hello")],
    ["x-gzip", "200 OK\r\ncontent-encoding: X-GZIP", gzipSync("hello")],
    ["br", "200 OK\r\ncontent-encoding: br", brotliCompressSync("hello")],
    ["deflate", "200 OK\r\ncontent-encoding: deflate", deflateSync("hello")],
  ])("is decoded: %s", async (_coding, head, body) => {
    const peer = await givenPeer(reply(head, body));
    const { net, records } = givenNet();
    const response = await net.safeFetch(`http://127.0.0.1:${peer.port}/x?y=1`, READ);
    expect(await response.text()).toBe("hello");
    expect(records).toMatchObject([
      { verdict: "allowed", hops: [{ address: "127.0.0.1", status: 200 }], bytes: 5 },
    ]);
  });

  it("reports every hop, each of which has a connection of its own", async () => {
    const sockets = new Set<Socket>();
    const peer = await givenPeer((head, socket) => {
      sockets.add(socket);
      const answer = head.includes("/end") ? reply("200 OK", "ok") : redirect(302, "/end");
      answer(head, socket, "");
    });
    const { net, records } = givenNet();
    const url = `http://127.0.0.1:${peer.port}/start?secret=1`;
    const response = await net.safeFetch(url, { ...READ, workspaceId: "ws_1" });
    expect([response.hops, response.url]).toEqual([2, `http://127.0.0.1:${peer.port}/end`]);
    await response.text();
    expect(sockets.size).toBe(2);
    expect(records).toMatchObject([
      {
        workspaceId: "ws_1",
        method: "GET",
        verdict: "allowed",
        hops: [{ status: 302 }, { status: 200 }],
      },
    ]);
    expect(JSON.stringify(records)).not.toContain("secret");
  });

  it("shows its status although its body is refused, so that a link can be checked", async () => {
    const peer = await givenPeer(reply("200 OK\r\ncontent-encoding: zstd", "a".repeat(200_000)));
    const { net } = givenNet();
    const options = { purpose: "link-check" } as const;
    const response = await net.safeFetch(`http://127.0.0.1:${peer.port}/`, options);
    expect(response.status).toBe(200);
    expect((await failureOf(response.text())).code).toBe("ENCODING_REFUSED");
  });

  it("to HEAD may declare any length", async () => {
    const peer = await givenPeer((_head, socket) =>
      socket.end("HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\n"),
    );
    const { net } = givenNet();
    const response = await net.safeFetch(`http://127.0.0.1:${peer.port}/`, {
      purpose: "link-check",
      method: "HEAD",
    });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("is read once", async () => {
    const peer = await givenPeer(reply("200 OK", "once"));
    const { net } = givenNet();
    const response = await net.safeFetch(`http://127.0.0.1:${peer.port}/`, READ);
    await response.text();
    await expect(response.text()).rejects.toThrow("read before");
  });

  it("that nobody reads gives its connection up when cancelled, and when time is up", async () => {
    let closed = 0;
    const peer = await givenPeer((_head, socket) => {
      socket.on("close", () => {
        closed += 1;
      });
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc");
    });
    const { net, records } = givenNet("127.0.0.1:*", {
      purposes: withLimits({ totalTimeoutMs: 500 }),
    });
    const url = `http://127.0.0.1:${peer.port}/`;
    (await net.safeFetch(url, READ)).cancel();
    await expect.poll(() => closed, { timeout: 4000 }).toBe(1);
    await net.safeFetch(url, READ);
    await expect.poll(() => closed, { timeout: 4000 }).toBe(2);
    expect(records.map((record) => record.code)).toEqual([undefined, "TOTAL_TIMEOUT"]);
  });
});

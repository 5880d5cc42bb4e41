import { once } from "node:events";
import { createServer as createTcpServer, type Server } from "node:net";
import { createServer } from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Certificate, dnsName, givenCertificate, ipName } from "./certificate.fixture";
import { createDial, requirePeer } from "./dial";
import { createSafenet, parseOperatorRules, SafenetError } from "./index";
import { closeAll, failureOf, givenNet, givenPeer, READ, withLimits } from "./raw-peer.fixture";

const open: Server[] = [];
afterEach(async () => {
  await closeAll();
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done))));
});

async function givenTlsPeer(certificate: Certificate): Promise<{ port: number; names: unknown[] }> {
  const names: unknown[] = [];
  const server = createServer(certificate, (socket) => {
    names.push(socket.servername);
    socket.on("error", () => {});
    socket.on("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret"));
  });
  server.on("tlsClientError", () => {});
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, names };
}

async function read(url: string, ca: string | undefined): Promise<string> {
  const net = createSafenet({
    operator: parseOperatorRules("127.0.0.1:*"),
    audit: () => {},
    deps: {
      resolve: async () => ["127.0.0.1"],
      connect: createDial(ca === undefined ? {} : { ca }),
    },
  });
  try {
    const response = await net.safeFetch(url, { purpose: "source-fetch" });
    return await response.text();
  } catch (error) {
    if (error instanceof SafenetError) return error.code;
    throw error;
  } finally {
    net.close();
  }
}

/** A peer that says this to whoever connects, and hangs up. */
async function givenSpeaker(bytes: string): Promise<{ port: number }> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.resume();
    socket.end(bytes);
  });
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port };
}

describe("TLS", () => {
  const good = givenCertificate([dnsName("cms.example"), ipName(127, 0, 0, 1)], 2);

  it("refuses a certificate of an unknown authority, whatever the environment says", async () => {
    const peer = await givenTlsPeer(good);
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    expect(await read(`https://cms.example:${peer.port}/`, undefined)).toBe("TLS_FAILED");
  });

  it("refuses a certificate for another name", async () => {
    const peer = await givenTlsPeer(good);
    expect(await read(`https://other.example:${peer.port}/`, good.cert)).toBe("TLS_FAILED");
  });

  it("refuses a certificate for another address", async () => {
    const certificate = givenCertificate([ipName(127, 0, 0, 2)], 2);
    const peer = await givenTlsPeer(certificate);
    expect(await read(`https://127.0.0.1:${peer.port}/`, certificate.cert)).toBe("TLS_FAILED");
  });

  it("refuses an expired certificate", async () => {
    const expired = givenCertificate([dnsName("cms.example")], -1);
    const peer = await givenTlsPeer(expired);
    expect(await read(`https://cms.example:${peer.port}/`, expired.cert)).toBe("TLS_FAILED");
  });

  it("checks the certificate against the host name while it dials the address", async () => {
    const peer = await givenTlsPeer(good);
    expect(await read(`https://cms.example.:${peer.port}/`, good.cert)).toBe("secret");
    expect(peer.names).toEqual(["cms.example"]);
  });

  it("sends no server name for a literal address (RFC 6066 section 3)", async () => {
    const peer = await givenTlsPeer(good);
    expect(await read(`https://127.0.0.1:${peer.port}/`, good.cert)).toBe("secret");
    expect(peer.names).toEqual([false]);
  });
});

describe("requirePeer", () => {
  const target = { address: "127.0.0.1", port: 80 };

  it.each([
    ["another address", { remoteAddress: "127.0.0.2", remotePort: 80 }],
    ["another port", { remoteAddress: "127.0.0.1", remotePort: 81 }],
    ["no address", { remoteAddress: undefined, remotePort: 80 }],
  ])("throws for %s", (_title, socket) => {
    expect(() => requirePeer(socket, target)).toThrow("PEER_MISMATCH");
  });

  it("accepts the mapped form of the address that was dialled", () => {
    const socket = { remoteAddress: "::ffff:127.0.0.1", remotePort: 80 };
    expect(() => requirePeer(socket, target)).not.toThrow();
  });
});

describe("createDial", () => {
  it("gives up a TLS handshake that the other side never answers", async () => {
    const peer = await givenPeer(() => {});
    const { net } = givenNet("127.0.0.1:*", { purposes: withLimits({ connectTimeoutMs: 100 }) });
    const failure = await failureOf(net.safeFetch(`https://127.0.0.1:${peer.port}/`, READ));
    expect(failure).toMatchObject({ code: "CONNECT_TIMEOUT", sent: false });
  });

  it.each([
    ["plain HTTP", "HTTP/1.1 200 OK\r\n\r\n", "TLS_FAILED"],
    ["nothing", "", "CONNECT_FAILED"],
  ])("fails when the other side answers a TLS handshake with %s", async (_title, bytes, code) => {
    const peer = await givenSpeaker(bytes);
    const { net } = givenNet();
    const failure = await failureOf(net.safeFetch(`https://127.0.0.1:${peer.port}/`, READ));
    expect(failure).toMatchObject({ code, sent: false });
  });

  it("fails with CONNECT_FAILED when nothing listens", async () => {
    const dial = createDial();
    const target = { address: "127.0.0.1", family: 4, port: 1, hostname: "a", tls: false } as const;
    const run = dial(target, AbortSignal.timeout(5000));
    await expect(run).rejects.toMatchObject({ code: "CONNECT_FAILED", retryable: true });
  });
});

import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterEach, expect, it } from "vitest";
import { givenCertificate, ipName } from "./certificate.fixture";
import { closeAll, givenPeer, reply } from "./raw-peer.fixture";

// Guarantee: nothing in the environment of the process, and nothing that other code does to the HTTP client in it, leads a
// call past the guard. The probe is a process of its own, because Node reads these variables when it starts.

afterEach(closeAll);

async function builtProbe(folder: string): Promise<string> {
  const outfile = join(folder, "probe.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("environment-probe.fixture.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "esm",
    // The HTTP client is CommonJS, and asks for modules of Node.
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    outfile,
    logLevel: "error",
  });
  return outfile;
}

async function givenTlsServer(): Promise<{ server: Server; port: number }> {
  const server = createTlsServer(givenCertificate([ipName(127, 0, 0, 1)], 2), (socket) => {
    socket.on("error", () => {});
    socket.on("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret"));
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, port: address.port };
}

it("proxy variables, switched-off TLS checks and a hijacked dispatcher have no effect", async () => {
  const folder = await mkdtemp(join(tmpdir(), "safenet-"));
  const target = await givenPeer(reply("200 OK", "target"));
  const proxy = await givenPeer((head, socket) => {
    if (head.startsWith("CONNECT")) socket.write("HTTP/1.1 200 OK\r\n\r\n");
    else reply("200 OK", "proxy")(head, socket, "");
  });
  const tls = await givenTlsServer();
  const proxyUrl = `http://127.0.0.1:${proxy.port}`;
  try {
    const args = ["--no-warnings", await builtProbe(folder), `${target.port}`, `${tls.port}`];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: {
        NODE_ENV: "test",
        NODE_USE_ENV_PROXY: "1",
        NODE_TLS_REJECT_UNAUTHORIZED: "0",
        HTTP_PROXY: proxyUrl,
        HTTPS_PROXY: proxyUrl,
        ALL_PROXY: proxyUrl,
        http_proxy: proxyUrl,
        https_proxy: proxyUrl,
        all_proxy: proxyUrl,
      },
    });
    expect(JSON.parse(stdout)).toEqual({
      // What other clients of this process do, so that the rest means something.
      plainFetch: "proxy",
      plainTls: "connected",
      plainRequest: "Error: hijacked",
      // What the guard does.
      http: "target",
      https: "TLS_FAILED",
      inside: "IP_REFUSED",
    });
    // Of the proxy, plain fetch asked a tunnel and through it the page; safenet asked nothing.
    expect(proxy.heads.map((head) => head.split(" ")[0])).toEqual(["CONNECT", "GET"]);
    expect(target.heads).toHaveLength(1);
  } finally {
    tls.server.close();
    await rm(folder, { recursive: true });
  }
});

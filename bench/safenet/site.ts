import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from "node:zlib";

// The site that the measurements call, in a process of its own so that its work is not counted as theirs. Prints
// its port, and ends with its parent.

const PAGE = Buffer.alloc(1024, "x");
/** What a bomb becomes when someone unpacks it. */
const BOMB_BYTES = 256 * 1024 * 1024;
const DRIP_MS = 300;

const ZEROS = Buffer.alloc(BOMB_BYTES);
const BOMBS: Readonly<Record<string, Buffer>> = {
  gzip: gzipSync(ZEROS),
  // The best quality takes long, and makes the bomb no worse.
  br: brotliCompressSync(ZEROS, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: zstdCompressSync(ZEROS),
};

const server = createServer((request, response) => {
  const [, path = "", coding = ""] = (request.url ?? "").split("/");
  if (path === "bomb") response.setHeader("content-encoding", coding).end(BOMBS[coding]);
  else if (path === "drip") drip(response);
  else response.end(PAGE);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", 2_048, () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();

/** A byte now and then, for as long as anyone listens: no silence is ever long enough to be one. */
function drip(response: ServerResponse): void {
  response.write("x");
  const timer = setInterval(() => response.write("x"), DRIP_MS);
  response.once("close", () => clearInterval(timer));
}

import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { isSameAddress } from "./address";
import { type Lifetime, withDeadline } from "./deadline";
import { errorCode, SafenetError } from "./errors";

/** Where to connect: a judged address. `hostname` is what the certificate must name. */
export interface DialTarget {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  readonly hostname: string;
  readonly tls: boolean;
}

/** Opens a connection to a judged address; with `tls`, a TLS connection that is verified already. */
export type Dial = (target: DialTarget, signal: AbortSignal) => Promise<Socket>;

const TARGETS_MAX = 4;

/**
 * A dialler that takes literal addresses only, so no resolver and no proxy stands in between. `ca` replaces
 * the certificate authorities of the machine.
 */
export function createDial(options: { ca?: string } = {}): Dial {
  return (target, signal) =>
    new Promise((resolve, reject) => {
      const socket = open(target, options.ca);
      const stop = (): void => {
        socket.destroy();
        reject(new SafenetError("CONNECT_FAILED"));
      };
      signal.addEventListener("abort", stop, { once: true });
      socket.once("error", (error) => {
        signal.removeEventListener("abort", stop);
        reject(dialError(target, error));
      });
      socket.once(target.tls ? "secureConnect" : "connect", () => {
        signal.removeEventListener("abort", stop);
        socket.removeAllListeners("error");
        // From here on the HTTP layer listens; an error in between must not end the process.
        socket.on("error", () => {});
        try {
          requirePeer(socket, target);
          resolve(socket);
        } catch (error) {
          socket.destroy();
          reject(error);
        }
      });
    });
}

/** Throws PEER_MISMATCH unless the socket is connected to exactly the judged address and port. */
export function requirePeer(
  socket: Pick<Socket, "remoteAddress" | "remotePort">,
  target: Pick<DialTarget, "address" | "port">,
): void {
  const { remoteAddress = "", remotePort } = socket;
  if (isSameAddress(remoteAddress, target.address) && remotePort === target.port) return;
  throw new SafenetError("PEER_MISMATCH", { details: { address: target.address, remoteAddress } });
}

/**
 * Tries the judged addresses in order, at most four. Returns the first connection. Throws the last failure:
 * CONNECT_FAILED, CONNECT_TIMEOUT, TLS_FAILED and PEER_MISMATCH (these two end the attempt at once).
 */
export async function dialFirst(
  targets: readonly DialTarget[],
  dial: Dial,
  timeoutMs: number,
  lifetime: Lifetime,
): Promise<{ socket: Socket; address: string }> {
  let last: SafenetError | undefined;
  for (const target of targets.slice(0, TARGETS_MAX)) {
    const result = await dialOne(target, dial, timeoutMs, lifetime);
    if (!(result instanceof SafenetError)) return { socket: result, address: target.address };
    last = result;
    if (
      lifetime.reason !== undefined ||
      last.code === "TLS_FAILED" ||
      last.code === "PEER_MISMATCH"
    )
      break;
  }
  throw last ?? new SafenetError("CONNECT_FAILED");
}

async function dialOne(
  target: DialTarget,
  dial: Dial,
  ms: number,
  lifetime: Lifetime,
): Promise<Socket | SafenetError> {
  try {
    return await withDeadline(
      { ms, code: "CONNECT_TIMEOUT", lifetime },
      async (signal) => dial(target, signal),
      (late) => late.destroy(),
    );
  } catch (error) {
    return error instanceof SafenetError ? error : dialError(target, error);
  }
}

function open(target: DialTarget, ca: string | undefined): Socket {
  const { address: host, family, port } = target;
  if (!target.tls) return connectTcp({ host, port, family, noDelay: true });
  // RFC 6066 section 3: no server name for a literal. Without it, Node checks the certificate against `host`.
  const name = target.hostname === host ? {} : { servername: target.hostname };
  return connectTls({
    host,
    port,
    ...name,
    ...(ca === undefined ? {} : { ca }),
    ALPNProtocols: ["http/1.1"],
    minVersion: "TLSv1.2",
    // Stated, so that NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing.
    rejectUnauthorized: true,
  });
}

const TLS_CODE =
  /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

function dialError(target: DialTarget, error: unknown): SafenetError {
  const reason = errorCode(error);
  const code = target.tls && TLS_CODE.test(reason) ? "TLS_FAILED" : "CONNECT_FAILED";
  return new SafenetError(code, { cause: error, details: { address: target.address, reason } });
}

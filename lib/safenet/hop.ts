import type { Socket } from "node:net";
import { isIP } from "node:net";
import type { Readable } from "node:stream";
import { Client } from "undici";
import { reasonOf, withDeadline } from "./deadline";
import { type Dial, type DialTarget, dialFirst } from "./dial";
import { SafenetError, toSafenetError } from "./errors";
import { type HeaderMap, responseHeaders } from "./headers";
import { judgeAddress, type Refusal } from "./judge";
import type { OperatorRules } from "./operator";
import type { PurposeRules } from "./purpose";
import { type ResolveName, resolveHost } from "./resolve";
import { type CheckedUrl, LOCALHOST_ADDRESSES } from "./url";

/** What every hop of one call shares. */
export interface HopContext {
  readonly rules: PurposeRules;
  readonly operator: OperatorRules;
  readonly resolve: ResolveName;
  readonly dial: Dial;
  readonly signal: AbortSignal;
}

export interface HopRequest {
  readonly method: string;
  readonly headers: HeaderMap;
  readonly body: Uint8Array | undefined;
}

/** A response whose body has not been read. `close` gives the connection up. */
export interface HopResponse {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly rawHeaders: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
  readonly hasBody: boolean;
  readonly close: () => void;
}

/** What may be dialled. */
export interface JudgedTargets {
  readonly targets: readonly DialTarget[];
  /** What would refuse them, when the operator's mode is `log`. */
  readonly wouldRefuse?: Refusal;
}

const HEADER_BYTES_MAX = 16 * 1024;
/** Nobody reads it any more when a hop is closed; one for all, because writing down a stack takes time. */
const CLOSED = new Error("closed");

/**
 * The addresses of a checked host, every one of them judged. One refused address refuses the whole name: a name
 * that also points inside is either a mistake or an attack. Throws SafenetError.
 */
export async function judgedTargets(
  checked: CheckedUrl,
  context: HopContext,
): Promise<JudgedTargets> {
  const { operator, rules } = context;
  const judged = (await addressesOf(checked, context)).map((address) => ({
    address,
    refusal: judgeAddress(address, checked.port, operator, rules),
  }));
  // Of localhost, what may be dialled is: nobody chose its two addresses.
  const open = judged.filter(({ refusal }) => refusal === undefined);
  const counted = checked.kind === "localhost" && open.length > 0 ? open : judged;
  const refusals = counted.flatMap(({ refusal }) => refusal ?? []);
  const hard = refusals.find(({ isRelaxed }) => !isRelaxed);
  if (hard !== undefined) throw new SafenetError(hard.code, { details: hard.details });
  const targets = counted.map(({ address }) => targetOf(address, checked));
  const wouldRefuse = checked.wouldRefuse ?? refusals[0];
  return { targets, ...(wouldRefuse === undefined ? {} : { wouldRefuse }) };
}

function targetOf(address: string, { host, port, tls }: CheckedUrl): DialTarget {
  return { address, family: isIP(address) === 6 ? 6 : 4, port, hostname: host, tls };
}

async function addressesOf(checked: CheckedUrl, context: HopContext): Promise<readonly string[]> {
  switch (checked.kind) {
    case "literal":
      return [checked.host];
    case "localhost":
      return LOCALHOST_ADDRESSES;
    case "name":
      return resolveHost(checked.host, context.resolve, context.rules.dnsTimeoutMs, context.signal);
  }
}

/** Opens a connection to the first judged address that answers. */
export function connectHop(
  targets: readonly DialTarget[],
  context: HopContext,
): Promise<{ socket: Socket; address: string }> {
  return dialFirst(targets, context.dial, context.rules.connectTimeoutMs, context.signal);
}

/**
 * Sends one request over a connection that is used for nothing else, and waits for the headers. Throws
 * HEADERS_TIMEOUT, HEADERS_TOO_LARGE, PROTOCOL_ERROR, or the signal's reason.
 */
export async function sendHop(
  checked: CheckedUrl,
  request: HopRequest,
  socket: Socket,
  context: HopContext,
): Promise<HopResponse> {
  const { rules, signal } = context;
  const client = oneConnection(checked, socket, rules);
  const close = (): void => {
    signal.removeEventListener("abort", stop);
    client.destroy(CLOSED).catch(() => {});
    socket.destroy();
  };
  const stop = (): void => {
    client.destroy(reasonOf(signal)).catch(() => {});
    socket.destroy();
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    const deadline = { ms: rules.headersTimeoutMs, code: "HEADERS_TIMEOUT", signal } as const;
    const response = await withDeadline(deadline, () =>
      client.request({
        path: `${checked.url.pathname}${checked.url.search}`,
        method: request.method as "GET",
        headers: {
          ...request.headers,
          host: checked.url.host,
          "accept-encoding": rules.acceptEncoding,
        },
        body: request.body ?? null,
      }),
    );
    // Failures reach the reader through iteration; without a listener they would end the process.
    response.body.on("error", () => {});
    const headers = responseHeaders(response.headers);
    const hasBody = !isBodiless(request.method, response.statusCode, headers);
    return {
      status: response.statusCode,
      headers,
      rawHeaders: response.headers,
      body: response.body,
      hasBody,
      close,
    };
  } catch (error) {
    close();
    throw signal.aborted ? reasonOf(signal) : toSafenetError(error);
  }
}

/** An HTTP/1.1 client on the given socket that can't open a second one, so nothing is ever sent twice. */
function oneConnection(checked: CheckedUrl, socket: Socket, rules: PurposeRules): Client {
  let isUsed = false;
  return new Client(checked.url.origin, {
    pipelining: 0,
    maxHeaderSize: HEADER_BYTES_MAX,
    headersTimeout: 0,
    bodyTimeout: rules.idleTimeoutMs,
    connect: (_options, callback) => {
      if (isUsed) {
        callback(new Error("The connection closed before the response was complete."), null);
        return;
      }
      isUsed = true;
      // undici does not notice a callback that comes before this function returns.
      queueMicrotask(() => callback(null, socket));
    },
  });
}

function isBodiless(method: string, status: number, headers: HeaderMap): boolean {
  return method === "HEAD" || status === 204 || status === 304 || headers["content-length"] === "0";
}

import { isIPv6 } from "node:net";
import type { Readable } from "node:stream";
import { type Connection, closeConnection, connectionOn, type KeptConnections } from "./connection";
import type { Lifetime } from "./deadline";
import { type Dial, type DialTarget, dialFirst } from "./dial";
import { SafenetError, toSafenetError } from "./errors";
import { type HeaderMap, responseHeaders } from "./headers";
import { judgeAddress, type Refusal } from "./judge";
import type { OperatorRules } from "./operator";
import type { PurposeRules } from "./purpose";
import { type ResolveName, resolveHost } from "./resolve";
import { type CheckedUrl, LOCALHOST_ADDRESSES } from "./url";

/** What addresses are judged by and looked up with. */
export interface JudgingContext {
  readonly rules: PurposeRules;
  readonly operator: OperatorRules;
  readonly resolve: ResolveName;
  readonly lifetime: Lifetime;
}

/** What every hop of one call shares. */
export interface HopContext extends JudgingContext {
  readonly dial: Dial;
  readonly kept: KeptConnections;
}

export interface HopRequest {
  readonly method: string;
  readonly headers: HeaderMap;
  readonly body: Uint8Array | undefined;
}

/** A response whose body has not been read. */
export interface HopResponse {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly rawHeaders: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
  readonly hasBody: boolean;
  /** Lets the connection go: closed, or kept for the next request when the body was read to its end. */
  readonly release: () => void;
}

/** What may be dialled. */
export interface JudgedTargets {
  readonly targets: readonly DialTarget[];
  /** What would refuse them, when the operator's mode is `log`. */
  readonly wouldRefuse?: Refusal;
}

/**
 * The addresses of a checked host, every one of them judged. One refused address refuses the whole name: a name
 * that also points inside is either a mistake or an attack. Throws SafenetError.
 */
export async function judgedTargets(
  checked: CheckedUrl,
  context: JudgingContext,
): Promise<JudgedTargets> {
  // A literal was judged with the form of the address.
  if (checked.kind === "literal") return judged(checked, [checked.host], checked.wouldRefuse);
  const { operator, rules } = context;
  const judgements = (await addressesOf(checked, context)).map((address) => ({
    address,
    refusal: judgeAddress(address, checked.port, operator, rules),
  }));
  // Of localhost, what may be dialled is: nobody chose its two addresses.
  const open = judgements.filter(({ refusal }) => refusal === undefined);
  const counted = checked.kind === "localhost" && open.length > 0 ? open : judgements;
  const refusals = counted.flatMap(({ refusal }) => refusal ?? []);
  const hard = refusals.find(({ isRelaxed }) => !isRelaxed);
  if (hard !== undefined) throw new SafenetError(hard.code, { details: hard.details });
  const addresses = counted.map(({ address }) => address);
  return judged(checked, addresses, checked.wouldRefuse ?? refusals[0]);
}

function judged(
  { host, port, tls }: CheckedUrl,
  addresses: readonly string[],
  wouldRefuse: Refusal | undefined,
): JudgedTargets {
  const targets = addresses.map((address): DialTarget => {
    return { address, family: isIPv6(address) ? 6 : 4, port, hostname: host, tls };
  });
  return { targets, ...(wouldRefuse === undefined ? {} : { wouldRefuse }) };
}

async function addressesOf(
  { kind, host }: CheckedUrl,
  { resolve, rules, lifetime }: JudgingContext,
): Promise<readonly string[]> {
  if (kind === "localhost") return LOCALHOST_ADDRESSES;
  return resolveHost(host, resolve, rules.dnsTimeoutMs, lifetime);
}

/** Opens a connection to the first judged address that answers. */
export async function connectHop(
  checked: CheckedUrl,
  targets: readonly DialTarget[],
  context: HopContext,
): Promise<Connection> {
  const { rules, dial, lifetime } = context;
  const { socket, address } = await dialFirst(targets, dial, rules.connectTimeoutMs, lifetime);
  return connectionOn(socket, address, checked.url.origin, rules);
}

/**
 * Sends one request and waits for the headers. With `keptAs`, the connection is kept under that key once the body is
 * read. Throws HEADERS_TIMEOUT, HEADERS_TOO_LARGE, PROTOCOL_ERROR, or why the lifetime ended.
 */
export async function sendHop(
  checked: CheckedUrl,
  request: HopRequest,
  connection: Connection,
  context: HopContext,
  keptAs?: string,
): Promise<HopResponse> {
  const { rules, lifetime, kept } = context;
  let stopped: SafenetError | undefined;
  const stop = (reason: SafenetError): void => {
    stopped = reason;
    closeConnection(connection, reason);
  };
  lifetime.onEnd(stop);
  const timer = setTimeout(() => stop(new SafenetError("HEADERS_TIMEOUT")), rules.headersTimeoutMs);
  try {
    lifetime.requireGoing();
    const response = await connection.client.request({
      path: `${checked.url.pathname}${checked.url.search}`,
      method: request.method as "GET",
      headers: {
        ...request.headers,
        host: checked.url.host,
        "accept-encoding": rules.acceptEncoding,
      },
      body: request.body ?? null,
      reset: keptAs === undefined,
    });
    const { body } = response;
    // Failures reach the reader; without a listener they would end the process.
    body.on("error", ignore);
    const headers = responseHeaders(response.headers);
    return {
      status: response.statusCode,
      headers,
      rawHeaders: response.headers,
      body,
      hasBody: !isBodiless(request.method, response.statusCode, headers),
      release: () => {
        lifetime.offEnd(stop);
        if (keptAs !== undefined && body.readableEnded) kept.keep(keptAs, connection);
        else closeConnection(connection);
      },
    };
  } catch (error) {
    lifetime.offEnd(stop);
    closeConnection(connection);
    throw stopped ?? toSafenetError(error);
  } finally {
    clearTimeout(timer);
  }
}

function ignore(): void {}

function isBodiless(method: string, status: number, headers: HeaderMap): boolean {
  return method === "HEAD" || status === 204 || status === 304 || headers["content-length"] === "0";
}

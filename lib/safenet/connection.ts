import type { Socket } from "node:net";
import { Client, errors } from "undici";
import type { PurposeRules } from "./purpose";

/** An HTTP/1.1 client on one socket, which is connected to a judged address. */
export interface Connection {
  readonly client: Client;
  readonly socket: Socket;
  readonly address: string;
}

/**
 * Connections that wait for the next request of the same policy. The key says all that a request is judged by: who
 * asks, for what, under which rules, which origin at which judged address.
 */
export interface KeptConnections {
  /** The one that was kept last under any of the keys, if it is still open. */
  take(keys: readonly (string | undefined)[]): Connection | undefined;
  keep(key: string, connection: Connection): void;
  closeAll(): void;
}

const HEADER_BYTES_MAX = 16 * 1024;
export const KEPT_MAX = 64;
/** Servers close what is idle; a request that meets such a close was sent for nothing. */
const KEPT_MS = 4000;
/** Nobody reads it any more when a connection is closed; one for all, because writing down a stack takes time. */
const CLOSED = new Error("closed");

/** A client on the given socket that can't open a second one, so nothing is ever sent twice. */
export function connectionOn(
  socket: Socket,
  address: string,
  origin: string,
  rules: PurposeRules,
): Connection {
  let isUsed = false;
  const client = new Client(origin, {
    pipelining: 1,
    maxHeaderSize: HEADER_BYTES_MAX,
    headersTimeout: 0,
    bodyTimeout: rules.idleTimeoutMs,
    keepAliveTimeout: KEPT_MS,
    keepAliveMaxTimeout: KEPT_MS,
    connect: (_options, callback) => {
      if (isUsed) {
        callback(new errors.SocketError("The connection is closed."), null);
        return;
      }
      isUsed = true;
      // undici does not notice a callback that comes before this function returns.
      queueMicrotask(() => callback(null, socket));
    },
  });
  return { client, socket, address };
}

export function closeConnection({ client, socket }: Connection, reason: Error = CLOSED): void {
  client.destroy(reason).catch(() => {});
  socket.destroy();
}

export function keepConnections(): KeptConnections {
  const kept: { key: string; connection: Connection }[] = [];
  return {
    take: (keys) => {
      for (;;) {
        const index = kept.findLastIndex(({ key }) => keys.includes(key));
        const [found] = index < 0 ? [] : kept.splice(index, 1);
        if (found === undefined) return undefined;
        if (!found.connection.socket.destroyed) return found.connection;
        closeConnection(found.connection);
      }
    },
    keep: (key, connection) => {
      if (connection.socket.destroyed) return;
      kept.push({ key, connection });
      const oldest = kept.length > KEPT_MAX ? kept.shift() : undefined;
      if (oldest !== undefined) closeConnection(oldest.connection);
    },
    closeAll: () => {
      for (const { connection } of kept.splice(0)) closeConnection(connection);
    },
  };
}

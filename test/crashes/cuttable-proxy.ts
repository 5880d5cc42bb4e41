import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface CuttableProxy {
  readonly port: number;
  /** From now on the server still hears its clients, and they hear nothing of it; then all are cut off. */
  cutAnswers(afterMs: number): Promise<void>;
  close(): Promise<void>;
}

/** A wire to a server of this machine that can be cut: what was sent arrives, and its answer does not. */
export async function startCuttableProxy(serverPort: number): Promise<CuttableProxy> {
  const wires = new Set<Socket>();
  let isDeaf = false;
  const server = createServer((client) => {
    const upstream = connect(serverPort, "127.0.0.1");
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      wires.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        wires.delete(one);
        other.destroy();
      });
    }
    client.on("data", (bytes) => upstream.write(bytes));
    upstream.on("data", (bytes) => {
      if (!isDeaf) client.write(bytes);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    port,
    cutAnswers: async (afterMs) => {
      isDeaf = true;
      await pause(afterMs);
      for (const wire of wires) wire.destroy();
      isDeaf = false;
    },
    close: async () => {
      for (const wire of wires) wire.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { EventSource } from "undici";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type Connection,
  connectionWords,
  type EventSourceLike,
  listenToRun,
} from "@/app/_ui/run-events";

let server: Server | undefined;
let stop: (() => void) | undefined;

afterEach(() => {
  stop?.();
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers each connection with the next script. */
async function serve(scripts: ReadonlyArray<(response: ServerResponse) => void>): Promise<string> {
  let at = 0;
  const started = createServer((_, response) => {
    const script = scripts[Math.min(at, scripts.length - 1)];
    at += 1;
    script?.(response);
  });
  server = started;
  started.listen(0, "127.0.0.1");
  await once(started, "listening");
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/`;
}

function stream(...events: string[]): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    for (const event of events) response.write(event);
  };
}

const run = (status: string) => `event: run\ndata: ${JSON.stringify({ status })}\n\n`;

function listen(url: string) {
  const events: string[] = [];
  const connections: Connection[] = [];
  stop = listenToRun<string>({
    url,
    retryMs: 5,
    parse: (data) => {
      const { status } = data as { status?: unknown };
      if (typeof status !== "string") throw new Error("not a run");
      return status;
    },
    isLast: (status) => status === "succeeded",
    onEvent: (status) => events.push(status),
    onConnection: (connection) => connections.push(connection),
    open: (address) => new EventSource(address) as unknown as EventSourceLike,
  });
  return { events, connections };
}

describe("listenToRun", () => {
  it("opens a new connection after the browser gave up on an error answer", async () => {
    const url = await serve([(response) => response.writeHead(503).end(), stream(run("running"))]);
    const heard = listen(url);
    await vi.waitFor(() => expect(heard.events).toEqual(["running"]));
    expect(heard.connections).toEqual(["connecting", "reconnecting", "live"]);
  });

  it("passes over what is no run, and goes on", async () => {
    const junk = "event: run\ndata: {\n\nevent: run\ndata: []\n\nevent: other\ndata: {}\n\n";
    const heard = listen(await serve([stream(junk, run("waiting"))]));
    await vi.waitFor(() => expect(heard.events).toEqual(["waiting"]));
  });

  it("ends with the last event, and does not connect again", async () => {
    const connected = vi.fn();
    const url = await serve([
      (response) => {
        connected();
        stream(run("running"), run("succeeded"))(response);
      },
    ]);
    const heard = listen(url);
    await vi.waitFor(() => expect(heard.connections.at(-1)).toBe("ended"));
    server?.closeAllConnections();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard.events).toEqual(["running", "succeeded"]);
    expect(connected).toHaveBeenCalledTimes(1);
  });
});

describe("connectionWords", () => {
  it("says that a run does not depend on the page", () => {
    expect(connectionWords("reconnecting")).toContain("goes on without this page");
  });
});

import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import type { CreateHookInput } from "@/lib/publishing/schema";
import type { World } from "@/test/world";
import { createHook, type NewHookView } from "./create-hook";
import { deliverHook } from "./deliver-hook";
import { findDeliveries, type HookDeliveryView } from "./find-deliveries";
import type { HookEvent } from "./hook-event";

// A hook with one delivery that waits, without the article that would have led to it.

export interface Told {
  readonly hook: NewHookView;
  readonly deliveryId: string;
}

/** A hook that is to be told of an event. */
export async function givenDelivery(
  world: World,
  input: CreateHookInput,
  event: HookEvent = publishedAt("https://example.org/tides"),
): Promise<Told> {
  const hook = await createHook(world.actor, newId(), input);
  const deliveryId = newId();
  const now = clock.now();
  await world.inWorkspace((tx) =>
    tx.hookDelivery.create({
      data: {
        ownerWorkspaceId: world.actor.workspaceId,
        id: deliveryId,
        hookId: hook.id,
        event: event.type,
        payload: { ...event, data: { ...event.data } },
        status: "queued",
        nextAttemptAt: now,
        createdAt: now,
        updatedAt: now,
      },
    }),
  );
  return { hook, deliveryId };
}

export function publishedAt(url: string | null): HookEvent {
  return {
    type: "article.published",
    timestamp: "2026-11-28T12:00:00.000Z",
    data: {
      publication_id: newId(),
      article_id: newId(),
      destination_id: newId(),
      revision: 2,
      title: "Tides",
      slug: "tides",
      url,
    },
  };
}

/** Makes one attempt, as a worker does when the job's time has come. */
export async function attempt(world: World, { hook, deliveryId }: Told): Promise<HookDeliveryView> {
  const { workspaceId } = world.actor;
  await deliverHook({ workspaceId, deliveryId }, new AbortController().signal);
  const { data } = await findDeliveries(world.actor, hook.id, { limit: 1, after: null });
  const [delivery] = data;
  if (delivery === undefined) throw new Error("The delivery is gone.");
  return delivery;
}

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A server on this machine that answers what the test says and keeps what it got. */
export async function startReceiver(answer: (request: Received) => Answer) {
  const received: Received[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { url: path = "", headers } = request;
    const got = { path, headers, body: Buffer.concat(chunks).toString("utf8") };
    received.push(got);
    const { status, headers: given, body } = answer(got);
    response.writeHead(status, given).end(body);
  };
  const server = createServer((request, response) => void respond(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

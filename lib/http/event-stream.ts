import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { follow } from "@/lib/platform/notify";
import { countStreams, registerStream } from "./streams";

/** Server-sent events (WHATWG HTML, section 9.2) out of the database. */

interface StreamEvent {
  readonly id: string;
  readonly kind: string;
  readonly data: unknown;
}

interface EventStream {
  readonly request: Request;
  /** What to listen for; a message says only that there is news. */
  readonly topic: string;
  /** Sent to a client that does not resume: the state now, with the id from which it goes on. */
  readonly first: StreamEvent;
  /** The events after an id, oldest first. Throws when the client may no longer see them. */
  findAfter(id: bigint): Promise<readonly StreamEvent[]>;
}

const STREAMS_MAX = 500;
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;

/** @throws AppError unavailable when the process has as many streams as it can serve */
export async function eventStream(spec: EventStream): Promise<Response> {
  if (countStreams() >= STREAMS_MAX) throw new AppError("unavailable", { retryAfterSeconds: 5 });
  const resumeId = /^\d{1,19}$/.exec(spec.request.headers.get("last-event-id") ?? "")?.[0];
  let lastId = BigInt(resumeId ?? spec.first.id);
  let end: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const encoder = new TextEncoder();
      let isOpen = true;
      const send = (text: string): void => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const sendNews = oneAtATime(
        async () => {
          const events = isOpen ? await spec.findAfter(lastId) : [];
          for (const event of events) {
            send(format(event));
            lastId = BigInt(event.id);
          }
          return events.length > 0;
        },
        (error) => {
          log.warn("stream.ended", { error: String(error) });
          end();
        },
      );
      const heartbeat = setInterval(() => {
        send(": still here\n\n");
        sendNews(); // The floor under lost messages, and the check that the client may still read.
      }, HEARTBEAT_MS);
      const stopFollowing = await follow(spec.topic, sendNews);
      const forget = registerStream(() => end());
      end = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(heartbeat);
        stopFollowing();
        forget();
        controller.close();
      };
      send(`retry: ${RETRY_MS}\n\n`);
      if (resumeId === undefined) send(format(spec.first));
      sendNews();
    },
    cancel: () => end(),
  });
  spec.request.signal.addEventListener("abort", () => end());
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}

function format(event: StreamEvent): string {
  return `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event.data)}\n\n`;
}

/**
 * Runs `work` when called, and again as long as it says that there may be more or a call came meanwhile;
 * never twice at once.
 */
function oneAtATime(work: () => Promise<boolean>, onError: (error: unknown) => void): () => void {
  let isRunning = false;
  let isAskedAgain = false;
  const run = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      if (await work()) isAskedAgain = true;
    } while (isAskedAgain);
  };
  return () => {
    isAskedAgain = true;
    if (isRunning) return;
    isRunning = true;
    run()
      .catch(onError)
      .finally(() => {
        isRunning = false;
      });
  };
}

/** How the page and the server stand: said in words by connectionWords. */
export type Connection = "connecting" | "live" | "reconnecting" | "ended";

export interface EventSourceLike {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

export interface RunEventsOptions<T> {
  readonly url: string;
  /** Turns the JSON of one `run` event into what the page shows; throws on anything else. */
  readonly parse: (data: unknown) => T;
  readonly onEvent: (event: T) => void;
  readonly onConnection: (connection: Connection) => void;
  /** True for an event after which none will come. */
  readonly isLast: (event: T) => boolean;
  readonly open: (url: string) => EventSourceLike;
  /** First wait before a new connection; it doubles up to half a minute. */
  readonly retryMs?: number;
}

const CLOSED = 2;
const RETRY_MS = 1_000;
const RETRY_MS_MAX = 30_000;

/**
 * Listens to `run` events (server-sent events). The browser resumes a dropped connection by itself,
 * with Last-Event-ID; it gives up after an HTTP error, and from there on this opens a new one.
 * Returns what stops it.
 */
export function listenToRun<T>(options: RunEventsOptions<T>): () => void {
  const { retryMs = RETRY_MS } = options;
  let source: EventSourceLike | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = retryMs;

  const stop = () => {
    clearTimeout(timer);
    source?.close();
  };
  const receive = (data: unknown) => {
    const event = read(data, options.parse);
    // A malformed event is passed over: the next one carries the whole state again.
    if (event === undefined) return;
    options.onEvent(event.value);
    if (!options.isLast(event.value)) return;
    stop();
    options.onConnection("ended");
  };
  const connect = () => {
    const opened = options.open(options.url);
    source = opened;
    opened.addEventListener("open", () => {
      wait = retryMs;
      options.onConnection("live");
    });
    opened.addEventListener("run", (event) => receive(event.data));
    opened.addEventListener("error", () => {
      options.onConnection("reconnecting");
      if (opened.readyState !== CLOSED) return;
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, RETRY_MS_MAX);
    });
  };
  options.onConnection("connecting");
  connect();
  return stop;
}

/** The state of the connection, for a person. */
export function connectionWords(connection: Connection): string {
  switch (connection) {
    case "connecting":
      return "Connecting…";
    case "live":
      return "Live";
    case "reconnecting":
      return "Connection lost; trying again. The run goes on without this page.";
    case "ended":
      return "Finished";
  }
}

function read<T>(data: unknown, parse: (data: unknown) => T): { value: T } | undefined {
  if (typeof data !== "string") return undefined;
  try {
    return { value: parse(JSON.parse(data)) };
  } catch {
    return undefined;
  }
}

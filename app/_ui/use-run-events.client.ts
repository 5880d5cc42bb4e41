import { useEffect, useRef, useState } from "react";
import { apiPath } from "./api-client";
import { type Connection, connectionWords, listenToRun } from "./run-events";

export interface RunEventsInput<T> {
  /** Below /api/v1: `/workspaces/…/runs/…/events`. */
  path: string;
  /** Turns the JSON of one event into what the page shows; throws on anything else. */
  parse: (data: unknown) => T;
  /** True for an event after which none will come: the run succeeded, failed or was cancelled. */
  isLast: (event: T) => boolean;
  /** Called for each event, besides the render. */
  onEvent?: (event: T) => void;
}

export interface RunEvents<T> {
  /** The newest event; undefined until the first one. */
  readonly latest: T | undefined;
  readonly connection: Connection;
  /** The connection in words, to be shown. */
  readonly words: string;
}

/** Follows a run while the page is open. */
export function useRunEvents<T>(input: RunEventsInput<T>): RunEvents<T> {
  const [latest, setLatest] = useState<T | undefined>(undefined);
  const [connection, setConnection] = useState<Connection>("connecting");
  const handlers = useRef(input);
  useEffect(() => {
    handlers.current = input;
  });
  const { path } = input;
  useEffect(
    () =>
      listenToRun<T>({
        url: apiPath(path),
        parse: (data) => handlers.current.parse(data),
        isLast: (event) => handlers.current.isLast(event),
        onEvent: (event) => {
          setLatest(event);
          handlers.current.onEvent?.(event);
        },
        onConnection: setConnection,
        open: (url) => new EventSource(url),
      }),
    [path],
  );
  return { latest, connection, words: connectionWords(connection) };
}

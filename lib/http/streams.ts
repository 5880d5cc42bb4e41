// Every open event stream of this process. Next.js waits for open responses when it is told to stop, so
// they are ended first.

const shared = globalThis as typeof globalThis & { autoinkStreams?: Set<() => void> };
shared.autoinkStreams ??= new Set();
const streams = shared.autoinkStreams;

/** Remembers how to end a stream, until the returned function is called. */
export function registerStream(end: () => void): () => void {
  streams.add(end);
  return () => streams.delete(end);
}

/** How many streams are open. */
export function countStreams(): number {
  return streams.size;
}

/** Ends all streams: browsers connect again, to a process that stays. */
export function closeStreams(): void {
  for (const end of [...streams]) end();
  streams.clear();
}

import { useEffect, useState } from "react";
import { api as client } from "@/app/_ui/api-client";

const known = new Map<string, string>();

/** The texts of snapshots by their id, fetched when they are first asked for; a snapshot never changes. */
export function useSnapshots(
  api: string,
  ids: readonly string[],
): { readonly texts: ReadonlyMap<string, string>; readonly isFailed: boolean } {
  const [, setCount] = useState(0);
  const [isFailed, setFailed] = useState(false);
  const asked = ids.join(" ");
  useEffect(() => {
    const stop = new AbortController();
    const fetchOne = async (id: string): Promise<void> => {
      const answer = await client.ask(
        { method: "GET", path: `${api}/snapshots/${id}`, signal: stop.signal },
        (data) => (data as { text: string }).text,
      );
      if (answer.ok) known.set(id, answer.data);
      if (stop.signal.aborted) return;
      if (answer.ok) setCount((count) => count + 1);
      else setFailed(true);
    };
    setFailed(false);
    for (const id of asked.split(" ")) if (id !== "" && !known.has(id)) void fetchOne(id);
    return () => stop.abort();
  }, [api, asked]);
  return { texts: known, isFailed };
}

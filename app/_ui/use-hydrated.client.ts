import { useSyncExternalStore } from "react";

/** False in the server's markup and the first paint, true once the page can act. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    noChanges,
    () => true,
    () => false,
  );
}

function noChanges(): () => void {
  return () => undefined;
}

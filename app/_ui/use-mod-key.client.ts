import { useSyncExternalStore } from "react";

/** What the key for shortcuts is called on this machine. The server, which can't know, says "Ctrl". */
export function useModKey(): "⌘" | "Ctrl" {
  return useSyncExternalStore(
    () => () => undefined,
    () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
}

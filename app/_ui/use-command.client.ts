import { useEffect, useRef } from "react";

const EVENT = "autoink:command";

/** Runs a handler when Cmd-K, or a key, chooses the command of that name. */
export function useCommand(name: string, handler: () => void): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const onCommand = (event: Event) => {
      if (event instanceof CustomEvent && event.detail === name) latest.current();
    };
    window.addEventListener(EVENT, onCommand);
    return () => window.removeEventListener(EVENT, onCommand);
  }, [name]);
}

/** Tells whoever listens that a command was chosen. */
export function announceCommand(name: string): void {
  window.dispatchEvent(new CustomEvent(EVENT, { detail: name }));
}

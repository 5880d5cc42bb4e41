import { useEffect, useRef } from "react";

const CHORD_MS = 900;

/**
 * Listens for keys of the whole page. `onKeys` gets "g a" style sequences of one or two plain keys,
 * never while somebody is typing; `onPalette` gets Cmd-K and Ctrl-K, always.
 */
export function usePageKeys(onKeys: (keys: string) => boolean, onPalette: () => void): void {
  const handlers = useRef({ onKeys, onPalette });
  useEffect(() => {
    handlers.current = { onKeys, onPalette };
  });
  useEffect(() => {
    let before = { key: "", at: 0 };
    const onKeyDown = (event: KeyboardEvent) => {
      if (isPaletteKey(event)) {
        event.preventDefault();
        handlers.current.onPalette();
        return;
      }
      if (!isPlainKey(event)) return;
      const isChord = event.timeStamp - before.at < CHORD_MS;
      const tries = isChord ? [`${before.key} ${event.key}`, event.key] : [event.key];
      before = { key: event.key, at: event.timeStamp };
      if (tries.some((keys) => handlers.current.onKeys(keys))) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isPaletteKey(event: KeyboardEvent): boolean {
  return (event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k";
}

function isPlainKey(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return false;
  if (event.key.length !== 1) return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  const isTyping = target.isContentEditable || target.closest("input, textarea, select") !== null;
  return !isTyping && target.closest("[role=dialog], [role=menu], [role=alertdialog]") === null;
}

import { z } from "zod";

/** What somebody has typed and not saved yet. */
const UnsavedText = z.object({
  title: z.string(),
  markdown: z.string(),
  description: z.string(),
  /** The revision that it was typed on. */
  base: z.number(),
});
export type UnsavedText = z.infer<typeof UnsavedText>;

const keyOf = (path: string): string => `autoink unsaved ${path}`;

/** The text that this tab kept for an article, or null. A store that is switched off keeps nothing. */
export function readUnsaved(path: string): UnsavedText | null {
  try {
    const text = sessionStorage.getItem(keyOf(path));
    return text === null ? null : UnsavedText.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keeps a text over a reload of this tab; null forgets it. */
export function keepUnsaved(path: string, text: UnsavedText | null): void {
  try {
    if (text === null) sessionStorage.removeItem(keyOf(path));
    else sessionStorage.setItem(keyOf(path), JSON.stringify(text));
  } catch {
    // No store, or no room: the text is still on the page.
  }
}

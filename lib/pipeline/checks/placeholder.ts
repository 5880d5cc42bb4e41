/** How the digest marks the places that are left for the team's own text. */
export const PLACEHOLDER_START = "Your text:";

/** True for a paragraph that nobody has replaced yet. */
export function isPlaceholder(text: string): boolean {
  return text.trimStart().toLowerCase().startsWith(PLACEHOLDER_START.toLowerCase());
}

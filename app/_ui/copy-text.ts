/**
 * Puts a text on the clipboard. Rejects when the browser refuses.
 * The clipboard interface exists only on https and localhost; a team that runs AutoInk on plain
 * http inside its network gets the older way.
 */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const holder = document.createElement("textarea");
  holder.value = text;
  holder.className = "sr-only";
  document.body.append(holder);
  const before = document.activeElement;
  holder.select();
  const isCopied = document.execCommand("copy");
  holder.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!isCopied) throw new Error("The browser refused to copy.");
}

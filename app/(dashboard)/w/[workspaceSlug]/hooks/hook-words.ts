import type { HookView } from "@/lib/publishing";
import type { HookKind } from "@/lib/publishing/schema";

/** What each kind of hook is called. */
export const KIND_LABELS: Readonly<Record<HookKind, string>> = {
  http: "Signed call",
  indexnow: "Tell search engines",
  "sitemap-check": "Check the sitemap",
  command: "Run a program",
};

/** What a hook is about, in one line that tells it from others of its kind. */
export function targetOf(hook: HookView): string {
  if (hook.kind === "indexnow") return `IndexNow, key ${hook.key ?? ""}`;
  return hook.kind === "command" ? hook.argv.join(" ") : (hook.url ?? "");
}

/** Why a hook is off, or null while it is on. */
export function offWords(hook: HookView): string | null {
  if (hook.disabled_at === null) return null;
  return hook.disabled_by === "receiver" ? "Off: the receiver said it is gone" : "Off";
}

import type { Actor } from "@/lib/identity";
import { type Purpose, probeUrl } from "@/lib/outbound";
import { AppError } from "@/lib/platform/errors";

/**
 * Refuses an address at once that would never be called, so that whoever enters it reads why. The attempt stands in
 * the outbound log. @throws AppError outbound_refused, without a word of where the name leads
 */
export async function requireCallable(actor: Actor, url: string, purpose: Purpose): Promise<void> {
  const verdict = await probeUrl(url, { purpose, workspaceId: actor.workspaceId });
  if (verdict.allow) return;
  // A name that does not resolve today may tomorrow. An address that is refused stays refused.
  if (verdict.code.startsWith("DNS_")) return;
  throw new AppError("outbound_refused", {
    detail: verdict.publicMessage,
    errors: [{ path: "url", message: verdict.publicMessage }],
  });
}

import { type SignatureVerdict, verifyBody } from "@/lib/crypto";
import { clock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { handlePaymentEvent } from "./handle-payment-event";
import { paymentProvider } from "./payment-provider";

/** An event of ours is some kilobytes. */
export const WEBHOOK_BYTES_MAX = 256 * 1024;

/**
 * Takes a webhook of the payment provider: `body` as it was received, `signature` the header that came with it.
 * @throws AppError payments_unavailable | invalid_signature | invalid_body | unavailable
 */
export async function receiveWebhook(body: Uint8Array, signature: string): Promise<void> {
  const { STRIPE_WEBHOOK_SECRET: secret } = env();
  const provider = paymentProvider();
  if (secret === undefined) {
    throw new AppError("payments_unavailable", {
      detail: "STRIPE_WEBHOOK_SECRET is not set here.",
    });
  }
  requireValid(verifyBody({ header: signature, body, secret, now: clock.now() }));
  const event = provider.parseEvent(Buffer.from(body).toString("utf8"));
  if (event === null) throw new AppError("invalid_body", { detail: "This is not an event." });
  await handlePaymentEvent(event);
}

/** Who sends it learns nothing of why; the operator may have mixed up secrets, or a clock is wrong. */
function requireValid(verdict: SignatureVerdict): void {
  if (verdict === "valid") return;
  log.warn("webhook.refused", { verdict });
  throw new AppError("invalid_signature");
}

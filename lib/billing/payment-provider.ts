import {
  createPaymentProvider,
  type PaymentFailure,
  type PaymentProvider,
  type PaymentResult,
} from "@/lib/adapters/payments";
import { safeFetch } from "@/lib/outbound";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

/** For all calls about one top-up. Shorter than a sweep may take. */
const PULL_TIMEOUT_MS = 20_000;

/** Whether people can add funds in this installation. */
export function arePaymentsSetUp(): boolean {
  return env().STRIPE_API_KEY !== undefined;
}

/** The payment provider of this installation. @throws AppError payments_unavailable without a key */
export function paymentProvider(): PaymentProvider {
  const { STRIPE_API_KEY: apiKey, STRIPE_BASE_URL: baseUrl } = env();
  if (apiKey === undefined) {
    throw new AppError("payments_unavailable", {
      detail: "Payments are not set up here. The person who runs AutoInk can set STRIPE_API_KEY.",
    });
  }
  return createPaymentProvider({
    apiKey,
    baseUrl,
    fetch: (url, init) => safeFetch(url, { purpose: "payments", ...init }),
  });
}

/** Asks the provider, within a time. @throws AppError unavailable when it gives no answer that can be used */
export async function pull<Value>(
  ask: (provider: PaymentProvider, signal: AbortSignal) => Promise<PaymentResult<Value>>,
): Promise<Value> {
  const answer = await ask(paymentProvider(), AbortSignal.timeout(PULL_TIMEOUT_MS));
  if (answer.ok) return answer.value;
  throw unavailable(answer.failure);
}

/** The refusal for a call that may be tried again. */
export function unavailable({ kind, message }: PaymentFailure): AppError {
  return new AppError("unavailable", {
    detail: "The payment provider does not answer. Try again in a moment.",
    cause: new Error(`payment provider ${kind}: ${message}`),
  });
}

import type { PaymentProvider, PaymentSetting } from "./port";
import { createStripe } from "./stripe";

export type * from "./port";

/** The payment provider. Makes no call. */
export function createPaymentProvider(setting: PaymentSetting): PaymentProvider {
  return createStripe(setting);
}

import type { Page } from "@playwright/test";
import { STRIPE_KEY, STRIPE_WEBHOOK_SECRET } from "@/test/peers/payments/stripe";
import { STRIPE_PORT } from "./ports";

/** What the product is started with, so that a journey can pay at a Stripe of its own. */
export const STRIPE_SETTINGS = {
  STRIPE_API_KEY: STRIPE_KEY,
  STRIPE_BASE_URL: `http://127.0.0.1:${STRIPE_PORT}`,
  STRIPE_WEBHOOK_SECRET,
};

/** Where the payment pages are said to be: the dashboard leaves for https addresses only. */
export const CHECKOUT_ORIGIN = "https://checkout.stripe.test";

/** Lets the browser find the peer's payment pages under that address. */
export async function showCheckout(page: Page): Promise<void> {
  await page.route(`${CHECKOUT_ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const url = `${STRIPE_SETTINGS.STRIPE_BASE_URL}${pathname}`;
    await route.fulfill({ response: await route.fetch({ url, maxRedirects: 0 }) });
  });
}

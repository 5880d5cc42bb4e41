import { expect, type Page, test } from "@playwright/test";
import { STRIPE_WEBHOOK_SECRET, type StripePeer, startStripe } from "@/test/peers/payments/stripe";
import { signedWebhook } from "@/test/peers/payments/stripe-book";
import { requireAccessible } from "../support/accessible";
import { CHECKOUT_ORIGIN, showCheckout } from "../support/payments";
import { signUp } from "../support/person";
import { STRIPE_PORT } from "../support/ports";
import { watchProblems } from "../support/problems";

// Guarantee: a person pays on Stripe's page and comes back; the wallet has the money when Stripe has told of it, and
// not before; who goes back without paying has lost nothing. A code that there is not is refused in words.

let peer: StripePeer;
test.beforeAll(async () => {
  peer = await startStripe({ port: STRIPE_PORT, checkoutOrigin: CHECKOUT_ORIGIN });
});
test.afterAll(() => peer.close());

async function openMoney(page: Page): Promise<void> {
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Money" }).click();
  await expect(page.getByRole("heading", { name: "Add funds" })).toBeVisible();
}

async function askFor(page: Page, dollars: string): Promise<void> {
  await page.getByRole("textbox", { name: "Amount" }).fill(dollars);
  await page.getByRole("button", { name: "Pay with Stripe" }).click();
}

test("adding funds: refused, left, paid, and shown once Stripe has told of it", async ({
  page,
}) => {
  const problems = watchProblems(page);
  await showCheckout(page);
  await signUp(page);
  await openMoney(page);

  await askFor(page, "1");
  await expect(page.getByText("You can add from $5 to $5,000 at once.").first()).toBeVisible();

  await expect(page.getByText("The first comes after this month")).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill("no-such-code");
  await page.getByRole("button", { name: "Use code" }).click();
  await expect(page.getByText("There is no such code").first()).toBeVisible();

  await askFor(page, "25.50");
  await expect(page.getByRole("heading", { name: "Pay $25.50" })).toBeVisible();
  await page.getByRole("link", { name: "Cancel" }).click();
  const payments = page.getByRole("table", { name: "Payments" });
  await expect(payments.getByText("Not paid yet")).toBeVisible();
  await requireAccessible(page, "money with a payment to come");

  await askFor(page, "25.50");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(page.getByText("Stripe is confirming your payment")).toBeVisible();
  await expect(payments.getByText("Not paid yet")).toHaveCount(2);

  const event = peer.book.events.at(-1) ?? {};
  const { rawBody, headers } = signedWebhook(event, STRIPE_WEBHOOK_SECRET, new Date());
  const told = await page.request.post("/api/webhooks/stripe", { data: rawBody, headers });
  expect(told.status()).toBe(200);
  await expect(payments.getByText("Paid", { exact: true })).toBeVisible();
  await expect(page.getByText("Stripe is confirming your payment")).toHaveCount(0);
  await expect(page.getByRole("rowheader", { name: /Topped up/ })).toBeVisible();
  await expect(page.getByText("$30.50").first()).toBeVisible();
  await requireAccessible(page, "money with a payment");
  expect(problems.filter((problem) => !/status of 40[04]/.test(problem))).toEqual([]);
});

import { expect, it } from "vitest";
import * as topUps from "@/app/api/v1/workspaces/[workspaceId]/wallet/top-ups/route";
import * as webhook from "@/app/api/webhooks/stripe/route";
import { findTopUps, settlePayments } from "@/lib/billing";
import { signedWebhook } from "@/test/peers/payments/stripe-book";
import { callRoute, givenWorkspace } from "@/test/world";

// Guarantee: an installation without Stripe works, and says what to set where somebody wants to pay.

interface Problem {
  readonly code: string;
  readonly detail: string;
}

it("refuses a top-up with the setting that is missing, and leaves no row", async () => {
  const world = await givenWorkspace();
  const body = { amount_nanos: "25000000000" };
  const response = await callRoute(topUps.POST, { world, body });
  const { code, detail } = (await response.json()) as Problem;
  expect([response.status, code]).toEqual([422, "payments_unavailable"]);
  expect(detail).toContain("STRIPE_API_KEY");
  expect((await findTopUps(world.actor, { limit: 10, after: null })).data).toEqual([]);
});

it("takes no webhook, not even one that is signed with an empty secret", async () => {
  const response = await callRoute(webhook.POST, signedWebhook({ id: "evt_1" }, "", new Date()));
  expect([response.status, ((await response.json()) as Problem).code]).toEqual([
    422,
    "payments_unavailable",
  ]);
});

it("sweeps nothing", async () => {
  expect(await settlePayments()).toBe(0);
});

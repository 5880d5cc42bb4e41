import { vi } from "vitest";
import * as webhook from "@/app/api/webhooks/stripe/route";
import { findTopUps, startTopUp, type TopUpView } from "@/lib/billing";
import { type AccountCode, getBalances } from "@/lib/ledger";
import { newId } from "@/lib/platform/id";
import {
  STRIPE_KEY,
  STRIPE_WEBHOOK_SECRET,
  type StripePeer,
  startStripe,
} from "@/test/peers/payments/stripe";
import { signedWebhook } from "@/test/peers/payments/stripe-book";
import { callRoute, type World } from "@/test/world";

// What tests of money in begin from.

export const DOLLAR = 1_000_000_000n;
/** What `givenTopUp` asks for. */
export const ASKED = 25n * DOLLAR;

/** A Stripe of this file's own, which the product knows from now on. */
export async function startPayments(): Promise<StripePeer> {
  const peer = await startStripe();
  vi.stubEnv("STRIPE_API_KEY", STRIPE_KEY);
  vi.stubEnv("STRIPE_BASE_URL", peer.url);
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", STRIPE_WEBHOOK_SECRET);
  return peer;
}

export interface GivenTopUp {
  readonly id: string;
  readonly checkoutId: string;
}

/** A top-up of 25 dollars that waits for its payment. */
export async function givenTopUp(world: World): Promise<GivenTopUp> {
  const { id, url } = await startTopUp(world.actor, newId(), { amount_nanos: ASKED });
  return { id, checkoutId: url.split("/").at(-1) ?? "" };
}

/** The same, paid at Stripe; we have not heard of it yet. */
export async function givenPayment(
  peer: StripePeer,
  world: World,
): Promise<GivenTopUp & { readonly paymentId: string; readonly event: object }> {
  const topUp = await givenTopUp(world);
  const event = peer.book.pay(topUp.checkoutId);
  return { ...topUp, event, paymentId: peer.book.session(topUp.checkoutId).payment_intent ?? "" };
}

/** Delivers an event as Stripe would. */
export function deliver(event: object, options: { secret?: string; at?: Date } = {}) {
  const { secret = STRIPE_WEBHOOK_SECRET, at = new Date() } = options;
  return callRoute(webhook.POST, signedWebhook(event, secret, at));
}

export async function topUpOf(world: World, id: string): Promise<TopUpView> {
  const { data } = await findTopUps(world.actor, { limit: 200, after: null });
  const found = data.find((topUp) => topUp.id === id);
  if (found === undefined) throw new Error(`There is no top-up ${id}.`);
  return found;
}

/** Some balances of a workspace, without the grant that it was opened with. */
export async function balancesOf(
  world: World,
): Promise<Record<"clearing" | "wallet" | "variance", bigint>> {
  const balances = await world.inWorkspace((tx) => getBalances(tx, world.actor.workspaceId));
  const of = (code: AccountCode): bigint => balances[code] ?? 0n;
  return {
    clearing: of("clearing"),
    wallet: of("wallet") + of("grants"),
    variance: of("variance"),
  };
}

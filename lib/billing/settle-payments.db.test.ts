import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { findPaymentTroubles, settlePayments } from "@/lib/billing";
import { settleTopUp } from "@/lib/billing/settle-top-up";
import type { Principal } from "@/lib/identity";
import { setClock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import {
  ASKED,
  balancesOf,
  deliver,
  givenPayment,
  givenTopUp,
  startPayments,
  topUpOf,
} from "@/test/payments";
import type { StripePeer } from "@/test/peers/payments/stripe";
import { refusal } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";

// Guarantee: a webhook that is lost costs time and no money. The sweep pulls what Stripe has.

const OPERATOR: Principal = {
  userId: newId(),
  sessionId: newId(),
  email: "operator@example.org",
  name: "Opal Operator",
  isOperator: true,
};

let peer: StripePeer;
beforeAll(async () => {
  peer = await startPayments();
});
afterAll(async () => {
  await peer.close();
  vi.unstubAllEnvs();
});

let restoreClock: () => void = () => undefined;
afterEach(() => restoreClock());

/** Stripe counts in seconds, and lists of an unfinished second are not asked for. */
function sweepLater(seconds = 2): Promise<number> {
  const later = new Date(Date.now() + seconds * 1_000);
  restoreClock = setClock({ now: () => later });
  return settlePayments();
}

const readUntil = () =>
  withSystem(async (tx) => (await tx.paymentFeed.findFirst())?.readUntil.getTime() ?? 0);

/** As if the row had been made, and last looked at, so many hours ago. */
function age(world: World, id: string, hours: number): Promise<unknown> {
  const then = new Date(Date.now() - hours * 3_600_000);
  const key = { ownerWorkspaceId: world.actor.workspaceId, id };
  return withSystem((tx) =>
    tx.topUp.updateMany({ where: key, data: { createdAt: then, pulledAt: then } }),
  );
}

describe("the sweep", () => {
  it("finds payments, refunds and disputes that no webhook told of, each once", async () => {
    const world = await givenWorkspace();
    const { id, paymentId } = await givenPayment(peer, world);
    await sweepLater();
    expect(await balancesOf(world)).toMatchObject({ wallet: ASKED });
    peer.book.refund(paymentId, 500);
    peer.book.dispute(paymentId, 2_000);
    await sweepLater(4);
    expect((await topUpOf(world, id)).status).toBe("disputed");
    expect(await balancesOf(world)).toEqual({ clearing: 0n, wallet: 0n, variance: 0n });
    const asked = peer.requests.length;
    expect(await sweepLater(6)).toBe(0);
    // The list of events alone: what was handled is not looked at again.
    expect(peer.requests.length).toBe(asked + 1);
  });

  it("looks at a pending top-up even when its event is listed no more", async () => {
    const world = await givenWorkspace();
    const { id } = await givenPayment(peer, world);
    peer.book.events.pop();
    await sweepLater();
    expect((await topUpOf(world, id)).status).toBe("pending");
    await age(world, id, 1);
    await sweepLater();
    expect((await topUpOf(world, id)).status).toBe("paid");
  });

  it("credits a payment whose page was made without our hearing of it", async () => {
    const world = await givenWorkspace();
    const { id, checkoutId } = await givenPayment(peer, world);
    const key = { ownerWorkspaceId: world.actor.workspaceId, id };
    await withSystem((tx) => tx.topUp.updateMany({ where: key, data: { checkoutId: null } }));
    await sweepLater();
    expect((await topUpOf(world, id)).status).toBe("paid");
    const row = await withSystem((tx) => tx.topUp.findUnique({ where: { checkoutId } }));
    expect(row?.id).toBe(id);
  });

  it("gives up a top-up after a day for which no page was made, and takes its money should some come", async () => {
    const world = await givenWorkspace();
    const { id, checkoutId } = await givenTopUp(world);
    const key = { ownerWorkspaceId: world.actor.workspaceId, id };
    await withSystem((tx) => tx.topUp.updateMany({ where: key, data: { checkoutId: null } }));
    await age(world, id, 23);
    await sweepLater();
    expect((await topUpOf(world, id)).status).toBe("pending");
    await age(world, id, 25);
    await sweepLater();
    expect(await topUpOf(world, id)).toMatchObject({
      status: "failed",
      failure_code: "not_created",
    });
    await deliver(peer.book.pay(checkoutId));
    expect(await topUpOf(world, id)).toMatchObject({ status: "paid", failure_code: null });
  });

  it("leaves a top-up alone that Stripe does not know, such as after a change of keys", async () => {
    const world = await givenWorkspace();
    const { id, checkoutId } = await givenTopUp(world);
    peer.book.sessions.delete(checkoutId);
    await age(world, id, 1);
    await sweepLater();
    expect((await topUpOf(world, id)).status).toBe("pending");
  });

  it("reads the same events again after Stripe did not answer", async () => {
    const world = await givenWorkspace();
    await givenPayment(peer, world);
    const before = await readUntil();
    const alert = vi.spyOn(log, "error");
    peer.failNext("500", "GET");
    expect(await sweepLater()).toBe(0);
    expect(await readUntil()).toBe(before);
    expect(alert).toHaveBeenCalledWith("payment.not_settled", expect.anything());
    await sweepLater();
    expect(await readUntil()).toBeGreaterThan(before);
    expect(await balancesOf(world)).toMatchObject({ wallet: ASKED });
  });

  it("handles the events after one that can't be handled, and that one once it can", async () => {
    const [broken, whole] = [await givenWorkspace(), await givenWorkspace()];
    const { paymentId } = await givenPayment(peer, broken);
    await givenPayment(peer, whole);
    const intent = peer.book.intent(paymentId);
    intent.currency = "no currency";
    const before = await readUntil();
    await sweepLater();
    expect(await balancesOf(whole)).toMatchObject({ wallet: ASKED });
    expect(await balancesOf(broken)).toMatchObject({ wallet: 0n });
    // The reading goes on; whoever runs the installation sees what waits, and why.
    expect(await readUntil()).toBeGreaterThan(before);
    const waiting = async () => (await findPaymentTroubles(OPERATOR)).failed;
    expect(await waiting()).toMatchObject([{ type: "checkout.session.completed", failures: 1 }]);
    await sweepLater(3_000);
    // From here on it is listed no more, and is tried again all the same.
    const [{ failures = 0 } = {}] = await waiting();
    await sweepLater(6_000);
    expect(await waiting()).toMatchObject([{ failures: failures + 1 }]);
    intent.currency = "usd";
    await sweepLater(6_300);
    expect(await waiting()).toHaveLength(1);
    await sweepLater(6_700);
    expect(await balancesOf(broken)).toMatchObject({ wallet: ASKED });
    expect(await waiting()).toEqual([]);
  });

  it("tells the operator why a payment was refused, until it fits", async () => {
    const world = await givenWorkspace();
    const { id, paymentId } = await givenPayment(peer, world);
    const intent = peer.book.intent(paymentId);
    const received = intent.amount_received;
    intent.amount_received = received - 1;
    const look = async () =>
      settleTopUp(await withSystem((tx) => tx.topUp.findUniqueOrThrow({ where: { id } })));
    await look();
    const { refused } = await findPaymentTroubles(OPERATOR);
    expect(refused.find((one) => one.id === id)).toMatchObject({
      amount_nanos: String(ASKED),
      reason: "The payment is of another amount.",
    });
    intent.amount_received = received;
    await look();
    expect((await findPaymentTroubles(OPERATOR)).refused.map((one) => one.id)).not.toContain(id);
    expect(await balancesOf(world)).toMatchObject({ wallet: ASKED });
  });

  it("shows troubles to operators alone", async () => {
    const { principal } = await givenWorkspace();
    expect(await refusal(findPaymentTroubles(principal))).toBe("forbidden");
  });

  it("catches up in steps after weeks, from where it had ended", async () => {
    const world = await givenWorkspace();
    const week = 7 * 24 * 3_600_000;
    const long = new Date(Date.now() - week);
    await withSystem((tx) => tx.paymentFeed.updateMany({ data: { readUntil: long } }));
    await givenPayment(peer, world);
    const [event] = peer.book.events.slice(-1);
    const seconds = Math.floor((long.getTime() + 13 * 3_600_000) / 1_000);
    Object.assign(event ?? {}, { created: seconds });
    await sweepLater();
    await sweepLater();
    expect(await balancesOf(world)).toMatchObject({ wallet: 0n });
    await sweepLater();
    expect(await balancesOf(world)).toMatchObject({ wallet: ASKED });
    expect(await readUntil()).toBe(long.getTime() + 18 * 3_600_000);
  });

  it("forgets events that can't come again", async () => {
    const id = `evt_${newId()}`;
    const old = new Date(Date.now() - 70 * 24 * 3_600_000);
    await withSystem(async (tx) => {
      await tx.paymentEvent.create({
        data: { id, type: "charge.refunded", createdAt: old, handledAt: old },
      });
      await tx.paymentFeed.updateMany({ data: { readUntil: new Date() } });
    });
    await sweepLater();
    expect(await withSystem((tx) => tx.paymentEvent.findUnique({ where: { id } }))).toBeNull();
  });
});

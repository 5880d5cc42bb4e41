import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { releaseHold, reserve, settle } from "@/lib/ledger";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import { requireSoundLedger } from "@/test/ledger";
import {
  ASKED,
  balancesOf,
  DOLLAR,
  deliver,
  type GivenTopUp,
  givenPayment,
  startPayments,
  topUpOf,
} from "@/test/payments";
import type { StripePeer } from "@/test/peers/payments/stripe";
import { givenWorkspace, type World } from "@/test/world";

// Guarantee: money that goes back leaves the wallet as far as there is any, the operator bears the rest and is told,
// and the wallet is never below zero. Told twice, late, in another order or not at all, the end is the same.

let peer: StripePeer;
beforeAll(async () => {
  peer = await startPayments();
});
afterAll(async () => {
  await peer.close();
  vi.unstubAllEnvs();
});

const GRANT = 5n * DOLLAR;
const CENT = DOLLAR / 100n;
const CENTS = 2_500;

/** A top-up of 25 dollars that the wallet has. */
async function givenPaid(world: World): Promise<GivenTopUp & { readonly paymentId: string }> {
  const payment = await givenPayment(peer, world);
  await deliver(payment.event);
  return payment;
}

async function hold(world: World, amountNanos: bigint): Promise<string> {
  const holdId = newId();
  const { workspaceId } = world.actor;
  const expiresAt = new Date(Date.now() + 3_600_000);
  await world.inWorkspace((tx) => reserve(tx, { workspaceId, holdId, amountNanos, expiresAt }));
  return holdId;
}

async function spend(world: World, costNanos: bigint): Promise<void> {
  const holdId = await hold(world, costNanos);
  const { workspaceId } = world.actor;
  await world.inWorkspace((tx) => settle(tx, { workspaceId, holdId, costNanos }));
}

const lastRefund = () => peer.book.refunds.at(-1)?.id ?? "";
const lastDispute = () => peer.book.disputes.at(-1)?.id ?? "";

describe("a refund", () => {
  it("leaves the wallet in parts, and the top-up says how much is gone", async () => {
    const world = await givenWorkspace();
    const { id, paymentId } = await givenPaid(world);
    await deliver(peer.book.refund(paymentId, 1_000));
    expect(await topUpOf(world, id)).toMatchObject({
      status: "partially_refunded",
      refunded_nanos: String(10n * DOLLAR),
    });
    await deliver(peer.book.refund(paymentId, 1_500));
    expect(await topUpOf(world, id)).toMatchObject({
      status: "refunded",
      refunded_nanos: String(ASKED),
    });
    expect(await balancesOf(world)).toEqual({ clearing: 0n, wallet: 0n, variance: 0n });
    await requireSoundLedger([world.actor.workspaceId]);
  });

  it("that is told before the payment is posted after it", async () => {
    const world = await givenWorkspace();
    const { id, paymentId, event } = await givenPayment(peer, world);
    await deliver(peer.book.refund(paymentId, 400));
    expect((await topUpOf(world, id)).status).toBe("partially_refunded");
    await deliver(event);
    expect(await balancesOf(world)).toEqual({
      clearing: -21n * DOLLAR,
      wallet: 21n * DOLLAR,
      variance: 0n,
    });
  });

  it("of what is spent empties the wallet, spares what is held, and tells the operator of the rest", async () => {
    const world = await givenWorkspace();
    const { paymentId } = await givenPaid(world);
    await spend(world, 18n * DOLLAR);
    const holdId = await hold(world, 3n * DOLLAR);
    const alert = vi.spyOn(log, "error");
    await deliver(peer.book.refund(paymentId, CENTS));
    // 5 granted and 25 paid, 18 spent and 3 held: 9 are left, and 16 are the operator's.
    expect(await balancesOf(world)).toEqual({
      clearing: 0n,
      wallet: -GRANT,
      variance: -16n * DOLLAR,
    });
    expect(alert).toHaveBeenCalledWith(
      "top_up.overdrawn",
      expect.anything(),
      expect.objectContaining({ varianceNanos: 16n * DOLLAR }),
    );
    const { workspaceId } = world.actor;
    await world.inWorkspace((tx) => releaseHold(tx, { workspaceId, holdId, kind: "void" }));
    await requireSoundLedger([workspaceId]);
  });

  it("that comes back repays the operator first, then the wallet", async () => {
    const world = await givenWorkspace();
    const { id, paymentId } = await givenPaid(world);
    await spend(world, 18n * DOLLAR);
    await deliver(peer.book.refund(paymentId, CENTS));
    expect(await balancesOf(world)).toMatchObject({ wallet: -GRANT, variance: -13n * DOLLAR });
    await deliver(peer.book.failRefund(lastRefund()));
    expect(await balancesOf(world)).toEqual({
      clearing: -ASKED,
      wallet: 7n * DOLLAR,
      variance: 0n,
    });
    expect(await topUpOf(world, id)).toMatchObject({ status: "paid", refunded_nanos: "0" });
    await requireSoundLedger([world.actor.workspaceId]);
  });

  it("that failed before it was heard of changes nothing in the end, whoever looked meanwhile", async () => {
    const world = await givenWorkspace();
    const { id, paymentId } = await givenPaid(world);
    const made = peer.book.refund(paymentId, CENTS, "pending");
    const failed = peer.book.failRefund(lastRefund());
    await Promise.all([deliver(failed), deliver(made), deliver(failed)]);
    expect((await topUpOf(world, id)).status).toBe("paid");
    expect(await balancesOf(world)).toMatchObject({ clearing: -ASKED, wallet: ASKED });
  });

  it("that finds less than it saw, because somebody spends meanwhile, looks again", async () => {
    const world = await givenWorkspace();
    const { paymentId } = await givenPaid(world);
    const { workspaceId } = world.actor;
    const refunded = peer.book.refund(paymentId, CENTS);
    const expiresAt = new Date(Date.now() + 3_600_000);
    const amountNanos = 10n * DOLLAR;
    const delivering = await world.inWorkspace(async (tx) => {
      await reserve(tx, { workspaceId, holdId: newId(), amountNanos, expiresAt });
      const answer = deliver(refunded);
      // It sees 30 dollars and waits for the chain that this transaction holds; then there are 20.
      await pause(700);
      return { answer };
    });
    expect((await delivering.answer).status).toBe(200);
    expect(await balancesOf(world)).toEqual({
      clearing: 0n,
      wallet: -GRANT,
      variance: -5n * DOLLAR,
    });
    await requireSoundLedger([workspaceId]);
  });
});

describe("a dispute", () => {
  it("takes nothing while a bank only asks", async () => {
    const world = await givenWorkspace();
    const { id, paymentId } = await givenPaid(world);
    await deliver(peer.book.dispute(paymentId, CENTS, true));
    expect((await topUpOf(world, id)).status).toBe("paid");
  });

  it("takes at once what the bank takes, and gives it back when it is won", async () => {
    const world = await givenWorkspace();
    const { id, paymentId } = await givenPaid(world);
    await deliver(peer.book.dispute(paymentId, CENTS));
    expect(await topUpOf(world, id)).toMatchObject({
      status: "disputed",
      disputed_nanos: String(ASKED),
    });
    expect(await balancesOf(world)).toEqual({ clearing: 0n, wallet: 0n, variance: 0n });
    await deliver(peer.book.win(lastDispute()));
    expect(await topUpOf(world, id)).toMatchObject({ status: "paid", disputed_nanos: "0" });
    expect(await balancesOf(world)).toEqual({ clearing: -ASKED, wallet: ASKED, variance: 0n });
    await requireSoundLedger([world.actor.workspaceId]);
  });

  it("that is lost stays taken, and its last event changes nothing", async () => {
    const world = await givenWorkspace();
    const { id, paymentId } = await givenPaid(world);
    await spend(world, 20n * DOLLAR);
    await deliver(peer.book.dispute(paymentId, CENTS));
    const before = await balancesOf(world);
    expect(before).toEqual({ clearing: 0n, wallet: -GRANT, variance: -15n * DOLLAR });
    await deliver(peer.book.lose(lastDispute()));
    expect(await balancesOf(world)).toEqual(before);
    expect((await topUpOf(world, id)).status).toBe("disputed");
  });

  it("that is partly given back, on top of a refund, adds up", async () => {
    const world = await givenWorkspace();
    const { id, paymentId } = await givenPaid(world);
    await deliver(peer.book.refund(paymentId, 500));
    await deliver(peer.book.dispute(paymentId, CENTS));
    await deliver(peer.book.win(lastDispute(), 500));
    expect(await topUpOf(world, id)).toMatchObject({
      status: "disputed",
      refunded_nanos: String(5n * DOLLAR),
      disputed_nanos: String(20n * DOLLAR),
    });
    // 5 granted and 25 paid; 5 refunded, 25 taken (all that was left), 5 given back.
    expect(await balancesOf(world)).toEqual({ clearing: 0n, wallet: 0n, variance: 0n });
  });
});

// One thing that happens at Stripe, then which of all events so far are delivered (again).
const happening = fc.record({
  what: fc.constantFrom("refund", "fail", "dispute", "win", "lose", "spend"),
  cents: fc.integer({ min: 1, max: 2_500 }),
  told: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
});

describe("whatever happens and however it is told", () => {
  it("the book ends with what Stripe has: paid, less what went back, to the cent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 6 }), async (story) => {
        const world = await givenWorkspace();
        const { id, paymentId, event } = await givenPayment(peer, world);
        await live(world, paymentId, [event], story);
        const gone = goneFrom(paymentId);
        const { clearing, wallet } = await balancesOf(world);
        expect(clearing).toBe(-ASKED + (gone.refunded + gone.disputed) * CENT);
        expect(wallet + GRANT).toBeGreaterThanOrEqual(0n);
        expect(await topUpOf(world, id)).toMatchObject({
          refunded_nanos: String(gone.refunded * CENT),
          disputed_nanos: String(gone.disputed * CENT),
        });
        await requireSoundLedger([world.actor.workspaceId]);
      }),
      { numRuns: 12 },
    );
  });
});

/** Lets a story happen and tells some of it as it goes; in the end all of it at once, the latest first. */
async function live(
  world: World,
  paymentId: string,
  events: object[],
  story: readonly { what: string; cents: number; told: number[] }[],
): Promise<void> {
  for (const { what, cents, told } of story) {
    if (what === "spend") await spend(world, BigInt(cents) * CENT).catch(() => undefined);
    const next = HAPPENINGS[what]?.(paymentId, cents) ?? null;
    if (next !== null) events.push(next);
    for (const index of told) await deliver(events[index % events.length] ?? {});
  }
  await Promise.all(events.toReversed().map((one) => deliver({ ...one, id: newEvent() })));
}

let number = 0;
function newEvent(): string {
  number += 1;
  return `evt_again_${number}`;
}

const refundsOf = (paymentId: string) =>
  peer.book.refunds.filter((one) => one.payment_intent === paymentId);
const disputesOf = (paymentId: string) =>
  peer.book.disputes.filter((one) => one.payment_intent === paymentId);

/** What happens at Stripe, when it can. */
const HAPPENINGS: Readonly<Record<string, (paymentId: string, cents: number) => object | null>> = {
  refund: (paymentId, cents) => {
    const left = CENTS - Number(goneFrom(paymentId).refunded);
    return cents <= left ? peer.book.refund(paymentId, cents) : null;
  },
  fail: (paymentId) => {
    const refund = refundsOf(paymentId).find(({ status }) => status !== "failed");
    return refund === undefined ? null : peer.book.failRefund(refund.id);
  },
  dispute: (paymentId, cents) => peer.book.dispute(paymentId, cents),
  win: (paymentId) => endDispute(paymentId, (id) => peer.book.win(id)),
  lose: (paymentId) => endDispute(paymentId, (id) => peer.book.lose(id)),
};

function endDispute(paymentId: string, end: (id: string) => object): object | null {
  const dispute = disputesOf(paymentId).find(({ status }) => status === "needs_response");
  return dispute === undefined ? null : end(dispute.id);
}

/** In cents, from the other side's books. */
function goneFrom(paymentId: string): { refunded: bigint; disputed: bigint } {
  const refunded = refundsOf(paymentId)
    .filter(({ status }) => status !== "failed")
    .reduce((sum, { amount }) => sum + amount, 0);
  const disputed = disputesOf(paymentId)
    .flatMap((dispute) => dispute.balance_transactions)
    .reduce((sum, { amount }) => sum - amount, 0);
  return { refunded: BigInt(refunded), disputed: BigInt(disputed) };
}

import type { PaymentEvent } from "@/lib/adapters/payments";
import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { findFailed, handlePaymentEvent, keepFailed } from "./handle-payment-event";
import { arePaymentsSetUp, pull } from "./payment-provider";
import { endPending, settleTopUp } from "./settle-top-up";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PROVIDER = "stripe";

/** Pending top-ups that are looked at in one sweep, and how long each is left alone. */
const PENDING_MAX = 10;
const PENDING_EVERY_MS = 10 * MINUTE_MS;
/** After this nobody comes back for a page that was never made. */
const UNMADE_MS = DAY_MS;

/** The same for events that could not be handled. */
const FAILED_MAX = 20;
const FAILED_EVERY_MS = 10 * MINUTE_MS;

/** An event may be listed some time after it happened. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** The time of which one sweep reads events: a worker that was away for weeks catches up step by step. */
const READING_MS = 6 * 60 * MINUTE_MS;
/** The provider lists events for 30 days. What was handled longer ago can't come again. */
const KEPT_MS = 60 * DAY_MS;

/**
 * Pulls what webhooks should have told: new events, and pending top-ups. Without webhooks it is all there is. A
 * provider that does not answer is asked again at the next sweep. Returns how many top-ups changed.
 */
export async function settlePayments(): Promise<number> {
  if (!arePaymentsSetUp()) return 0;
  return (await retryFailed()) + (await readEvents()) + (await settlePending());
}

async function settlePending(): Promise<number> {
  const now = clock.now().getTime();
  const pending = await withSystem((tx) =>
    tx.topUp.findMany({
      where: { status: "pending", pulledAt: { lt: new Date(now - PENDING_EVERY_MS) } },
      orderBy: { pulledAt: "asc" },
      take: PENDING_MAX,
    }),
  );
  let changed = 0;
  for (const topUp of pending) {
    const isUnmade = topUp.checkoutId === null && topUp.createdAt.getTime() < now - UNMADE_MS;
    const settle = () =>
      isUnmade ? endPending(keyOf(topUp), "failed", "not_created") : settleTopUp(topUp);
    if ((await trying(settle)) === true) changed += 1;
  }
  return changed;
}

const keyOf = ({ ownerWorkspaceId, id }: { ownerWorkspaceId: string; id: string }) => ({
  ownerWorkspaceId,
  id,
});

/** What can't be handled is kept and tried by itself: it keeps none of the others up. */
async function readEvents(): Promise<number> {
  const now = clock.now().getTime();
  const feed = await withSystem((tx) =>
    tx.paymentFeed.findUnique({ where: { provider: PROVIDER } }),
  );
  const from = feed?.readUntil.getTime() ?? now - READING_MS;
  const until = new Date(Math.min(now, from + READING_MS));
  const since = new Date(from - OVERLAP_MS);
  const events = await trying(() =>
    pull((provider, signal) => provider.listEvents({ since, until }, signal)),
  );
  if (events === null) return 0;
  const changed = await handleAll(events);
  await moveOn(until);
  return changed;
}

/** Those that failed, each after it was left alone for a while. */
async function retryFailed(): Promise<number> {
  const before = new Date(clock.now().getTime() - FAILED_EVERY_MS);
  return handleAll(await findFailed(before, FAILED_MAX));
}

async function handleAll(events: readonly PaymentEvent[]): Promise<number> {
  let changed = 0;
  for (const event of events) {
    try {
      if (await handlePaymentEvent(event)) changed += 1;
    } catch (error) {
      log.error("payment.not_settled", error, { eventId: event.id });
      await keepFailed(event, error);
    }
  }
  return changed;
}

async function moveOn(readUntil: Date): Promise<void> {
  await withSystem(async (tx) => {
    await tx.paymentFeed.upsert({
      where: { provider: PROVIDER },
      create: { provider: PROVIDER, readUntil },
      update: { readUntil },
    });
    await tx.paymentEvent.deleteMany({
      where: { createdAt: { lt: new Date(readUntil.getTime() - KEPT_MS) } },
    });
  });
}

/** Null when it failed: the sweep goes on with the rest. */
async function trying<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    log.error("payment.not_settled", error);
    return null;
  }
}

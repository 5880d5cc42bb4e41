import { z } from "zod";
import type { Checkout, PaymentEvent } from "@/lib/adapters/payments";
import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { isId } from "@/lib/platform/id";
import type { TopUp } from "@/prisma/generated/client";
import { pull } from "./payment-provider";
import { settleTopUp } from "./settle-top-up";

const ERROR_CHARS_MAX = 500;

const Subject = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("checkout"), checkoutId: z.string() }),
  z.object({ kind: z.literal("payment"), paymentId: z.string() }),
]) satisfies z.ZodType<NonNullable<PaymentEvent["subject"]>>;
type Subject = z.output<typeof Subject>;

/**
 * Looks at the top-up that an event is about. The event says where to look and nothing else. One that was dealt with,
 * or that is about a payment of another product, changes nothing. Returns whether anything was new.
 * @throws AppError unavailable; LedgerError insufficient_funds: the event is to be handled again
 */
export async function handlePaymentEvent(event: PaymentEvent): Promise<boolean> {
  const { id, type, createdAt, subject } = event;
  if (subject === null) return false;
  const known = await withSystem((tx) => tx.paymentEvent.findUnique({ where: { id } }));
  if (known !== null && known.handledAt !== null) return false;
  const topUp = await findSubject(subject);
  const isNew = topUp !== null && (await settleTopUp(topUp));
  const handledAt = clock.now();
  await withSystem((tx) =>
    tx.paymentEvent.upsert({
      where: { id },
      create: { id, type, createdAt, handledAt },
      update: { handledAt },
    }),
  );
  return isNew;
}

/** Keeps an event that could not be handled, to be tried again. One that was handled meanwhile stays so. */
export async function keepFailed(event: PaymentEvent, error: unknown): Promise<void> {
  const { id, type, createdAt, subject } = event;
  if (subject === null) return;
  const failure = {
    error: (error instanceof Error ? error.message : String(error)).slice(0, ERROR_CHARS_MAX),
    triedAt: clock.now(),
  };
  await withSystem((tx) =>
    tx.paymentEvent.upsert({
      where: { id },
      create: { id, type, createdAt, subject: { ...subject }, failures: 1, ...failure },
      update: { failures: { increment: 1 }, ...failure },
    }),
  );
}

/** Events that could not be handled and were left alone since `before`, the longest left first. */
export async function findFailed(before: Date, limit: number): Promise<PaymentEvent[]> {
  const rows = await withSystem((tx) =>
    tx.paymentEvent.findMany({
      where: { handledAt: null, triedAt: { lt: before } },
      orderBy: { triedAt: "asc" },
      take: limit,
    }),
  );
  return rows.map(({ id, type, createdAt, subject }) => ({
    id,
    type,
    createdAt,
    subject: Subject.parse(subject),
  }));
}

async function findSubject(subject: Subject): Promise<TopUp | null> {
  if (subject.kind === "checkout") {
    const { checkoutId } = subject;
    const known = await withSystem((tx) => tx.topUp.findUnique({ where: { checkoutId } }));
    if (known !== null) return known;
    const checkout = await pull((provider, signal) => provider.getCheckout(checkoutId, signal));
    return checkout === null ? null : adopt(checkout);
  }
  const { paymentId } = subject;
  const known = await withSystem((tx) => tx.topUp.findUnique({ where: { paymentId } }));
  if (known !== null) return known;
  // It may be told of a refund before it is told of the payment.
  const payment = await pull((provider, signal) => provider.getPayment(paymentId, signal));
  return findById(payment?.reference ?? null);
}

/** A checkout whose making was answered to nobody: the row does not know it yet, but it knows the row. */
async function adopt({ id: checkoutId, reference }: Checkout): Promise<TopUp | null> {
  const topUp = await findById(reference);
  if (topUp === null || topUp.checkoutId !== null) return null;
  const { ownerWorkspaceId, id } = topUp;
  await withSystem((tx) =>
    tx.topUp.updateMany({
      where: { ownerWorkspaceId, id, checkoutId: null },
      data: { checkoutId },
    }),
  );
  return { ...topUp, checkoutId };
}

async function findById(reference: string | null): Promise<TopUp | null> {
  if (reference === null || !isId(reference)) return null;
  return withSystem((tx) => tx.topUp.findUnique({ where: { id: reference } }));
}

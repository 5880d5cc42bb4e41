import { type Principal, requireOperator } from "@/lib/identity";
import { withSystem } from "@/lib/platform/db";

/** A payment that is not what was asked for: nothing was credited for it. */
export interface RefusedTopUpView {
  id: string;
  workspace_name: string;
  amount_nanos: string;
  reason: string;
  /** The provider's id of the payment page. */
  checkout_id: string | null;
  created_at: string;
}

/** An event of the payment provider that could not be handled yet. */
export interface FailedPaymentEventView {
  id: string;
  type: string;
  error: string;
  failures: number;
  created_at: string;
  tried_at: string;
}

export interface PaymentTroubles {
  readonly refused: readonly RefusedTopUpView[];
  readonly failed: readonly FailedPaymentEventView[];
}

/** Of each kind so many are shown, the latest first. */
const SHOWN_MAX = 100;

/** What of the payments of all workspaces somebody has to look at. @throws AppError forbidden */
export async function findPaymentTroubles(principal: Principal): Promise<PaymentTroubles> {
  requireOperator(principal);
  const { topUps, events } = await withSystem(async (tx) => ({
    topUps: await tx.topUp.findMany({
      where: { refusal: { not: null } },
      include: { workspace: { select: { name: true } } },
      orderBy: { createdAt: "desc" },
      take: SHOWN_MAX,
    }),
    events: await tx.paymentEvent.findMany({
      where: { handledAt: null },
      orderBy: { createdAt: "desc" },
      take: SHOWN_MAX,
    }),
  }));
  return {
    refused: topUps.map((topUp) => ({
      id: topUp.id,
      workspace_name: topUp.workspace.name,
      amount_nanos: String(topUp.amountNanos),
      reason: topUp.refusal ?? "",
      checkout_id: topUp.checkoutId,
      created_at: topUp.createdAt.toISOString(),
    })),
    failed: events.map((event) => ({
      id: event.id,
      type: event.type,
      error: event.error ?? "",
      failures: event.failures,
      created_at: event.createdAt.toISOString(),
      tried_at: (event.triedAt ?? event.createdAt).toISOString(),
    })),
  };
}

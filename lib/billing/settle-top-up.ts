import { recordEvent } from "@/lib/audit";
import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { unreachable } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import type { TopUp } from "@/prisma/generated/client";
import { judgePayment } from "./judge-payment";
import { pull } from "./payment-provider";
import { postFact, type TopUpKey } from "./post-fact";
import type { TopUpFailure } from "./schema";

/**
 * Brings a top-up to what the provider says now. May be called at any time, any number of times and at once: what is
 * known already changes nothing, and nothing that was newer is undone. Returns whether anything was new.
 * @throws AppError unavailable when the provider does not answer; LedgerError insufficient_funds
 */
export async function settleTopUp(topUp: TopUp): Promise<boolean> {
  const { ownerWorkspaceId, id, checkoutId } = topUp;
  if (checkoutId === null) return false;
  const key = { ownerWorkspaceId, id };
  const checkout = await pull((provider, signal) => provider.getCheckout(checkoutId, signal));
  const paymentId = checkout?.paymentId ?? null;
  const payment =
    paymentId === null
      ? null
      : await pull((provider, signal) => provider.getPayment(paymentId, signal));
  const judgement = checkout === null ? null : judgePayment(topUp, checkout, payment);
  await withSystem((tx) =>
    tx.topUp.update({
      where: { ownerWorkspaceId_id: key },
      data: {
        pulledAt: clock.now(),
        ...(judgement === null
          ? {}
          : { refusal: judgement.kind === "refused" ? judgement.reason : null }),
      },
    }),
  );
  if (judgement === null) {
    // Such as after a change of keys. The row stays as it is: the right key may come back.
    log.warn("top_up.not_at_provider", { workspaceId: ownerWorkspaceId, topUpId: id, checkoutId });
    return false;
  }
  switch (judgement.kind) {
    case "waiting":
      return false;
    case "expired":
      return endPending(key, "expired", null);
    case "declined":
      return endPending(key, "failed", "declined");
    case "refused":
      log.error("top_up.refused", new Error(judgement.reason), {
        workspaceId: ownerWorkspaceId,
        topUpId: id,
        checkoutId,
      });
      return endPending(key, "failed", "mismatch");
    case "happened": {
      let isNew = false;
      for (const fact of judgement.facts) isNew = (await postFact(key, fact)) || isNew;
      return isNew;
    }
    default:
      return unreachable(judgement);
  }
}

/** Ends a top-up that nothing was paid for. One that is over, or paid, stays as it is. Returns whether it ended. */
export async function endPending(
  key: TopUpKey,
  status: "expired" | "failed",
  failureCode: TopUpFailure | null,
): Promise<boolean> {
  return withSystem(async (tx) => {
    const { count } = await tx.topUp.updateMany({
      where: { ...key, status: "pending" },
      data: { status, failureCode },
    });
    if (count === 0) return false;
    await recordEvent(tx, {
      workspaceId: key.ownerWorkspaceId,
      userId: null,
      action: `top_up.${status}`,
      subjectKind: "top_up",
      subjectId: key.id,
      detail: { failure_code: failureCode },
    });
    return true;
  });
}

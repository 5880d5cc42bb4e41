import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withSystem, withWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { paymentProvider, unavailable } from "./payment-provider";
import type { TopUpInput } from "./schema";
import { endPending } from "./settle-top-up";
import { toUsd } from "./usd-amount";

const CHECKOUT_TIMEOUT_MS = 20_000;

/** Where the person pays. */
export interface StartedTopUp {
  id: string;
  url: string;
}

/**
 * Asks the payment provider for a page where `amount_nanos` can be paid. Nothing is credited here: that is for what the
 * provider says later. The same id gives the same page again.
 * @throws AppError forbidden | payments_unavailable | unavailable
 */
export async function startTopUp(
  actor: Actor,
  id: string,
  input: TopUpInput,
): Promise<StartedTopUp> {
  requirePermission(actor, "wallet:top_up");
  const provider = paymentProvider();
  const key = { ownerWorkspaceId: actor.workspaceId, id };
  const workspace = await writeDown(actor, id, input.amount_nanos);
  const page = `${env().PUBLIC_URL}/w/${workspace.slug}/money`;
  const made = await provider.createCheckout(
    {
      reference: id,
      workspaceId: actor.workspaceId,
      amount: toUsd(input.amount_nanos),
      title: "AutoInk funds",
      successUrl: `${page}?top_up=${id}`,
      cancelUrl: page,
    },
    AbortSignal.timeout(CHECKOUT_TIMEOUT_MS),
  );
  if (!made.ok) {
    const { failure } = made;
    if (failure.kind === "unavailable" || failure.kind === "rate_limited")
      throw unavailable(failure);
    log.error("top_up.not_created", new Error(`${failure.kind}: ${failure.message}`), {
      workspaceId: actor.workspaceId,
      topUpId: id,
    });
    await endPending(key, "failed", "not_created");
    throw new AppError("payments_unavailable", {
      detail:
        "The payment provider did not take the request, and you have not been charged. Try again; if that does not help, tell the person who runs AutoInk.",
    });
  }
  const { id: checkoutId, url } = made.value;
  await withSystem((tx) =>
    tx.topUp.updateMany({ where: { ...key, checkoutId: null }, data: { checkoutId } }),
  );
  if (url === null) throw new AppError("wrong_state", { detail: "This payment is over." });
  return { id, url };
}

/** The application may name the amount of a new row and nothing of what becomes of it: the other columns are not its. */
function writeDown(actor: Actor, id: string, amountNanos: bigint): Promise<{ slug: string }> {
  const { workspaceId, userId } = actor;
  return withWorkspace(actor, async (tx) => {
    const now = clock.now();
    const inserted = await tx.$executeRaw`
      INSERT INTO top_ups (owner_workspace_id, id, amount_nanos, created_by, created_at, pulled_at)
      VALUES (${workspaceId}::uuid, ${id}::uuid, ${amountNanos}::bigint, ${userId}::uuid, ${now}, ${now})
      ON CONFLICT DO NOTHING`;
    if (inserted > 0) {
      await recordEvent(tx, {
        workspaceId,
        userId,
        action: "top_up.started",
        subjectKind: "top_up",
        subjectId: id,
        detail: { amount_nanos: String(amountNanos) },
      });
    }
    return tx.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { slug: true },
    });
  });
}

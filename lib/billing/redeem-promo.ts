import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { deriveId, post } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { type Tx, withSystem } from "@/lib/platform/db";
import { AppError, type ErrorCode } from "@/lib/platform/errors";
import type { PromoCode, PromoRedemption } from "@/prisma/generated/client";
import type { PromoRedemptionView, RedeemPromoInput } from "./schema";

/** Who has tried so many codes that there are not waits until the oldest try is an hour ago. */
const MISSES_MAX = 10;
const MISSES_MS = 60 * 60 * 1000;

const UNKNOWN = "There is no such code. Look at how it is written.";

/**
 * Gives the workspace the credit of a code, once: row, audit event and posting commit together. The same id again
 * answers with what it gave the first time.
 * @throws AppError forbidden | not_found for an unknown code | promo_used | promo_expired | promo_exhausted | throttled
 */
export async function redeemPromo(
  actor: Actor,
  id: string,
  { code }: RedeemPromoInput,
): Promise<PromoRedemptionView> {
  requirePermission(actor, "wallet:top_up");
  await refuseGuesser(actor.userId);
  const redeemed = await withSystem(async (tx) => {
    const promo = await lockCode(tx, code);
    return promo === null ? null : redeem(tx, actor, id, promo);
  });
  if (redeemed !== null) return toView(redeemed);
  await noteMiss(actor.userId);
  throw new AppError("not_found", { detail: UNKNOWN });
}

/** Locked, so that the last credit of a code is given to one of two who ask for it at once. */
async function lockCode(tx: Tx, code: string): Promise<PromoCode | null> {
  await tx.$queryRaw`SELECT 1 FROM promo_codes WHERE code = ${code} FOR NO KEY UPDATE`;
  return tx.promoCode.findUnique({ where: { code } });
}

async function redeem(
  tx: Tx,
  actor: Actor,
  id: string,
  promo: PromoCode,
): Promise<PromoRedemption> {
  const { workspaceId, userId } = actor;
  const known = await tx.promoRedemption.findUnique({
    where: {
      ownerWorkspaceId_promoCodeId: { ownerWorkspaceId: workspaceId, promoCodeId: promo.id },
    },
  });
  if (known?.id === id) return known;
  const now = clock.now();
  const refusal = refusalOf(promo, known !== null, now);
  if (refusal !== null) throw new AppError(refusal);
  await tx.promoCode.update({
    where: { id: promo.id },
    data: { redeemedCount: { increment: 1 } },
  });
  const { amountNanos } = promo;
  const redemption = await tx.promoRedemption.create({
    data: {
      ownerWorkspaceId: workspaceId,
      id,
      promoCodeId: promo.id,
      amountNanos,
      createdBy: userId,
      createdAt: now,
    },
  });
  const memo = `promo:${promo.id}`;
  const transactionId = deriveId(workspaceId, memo);
  await recordEvent(tx, {
    workspaceId,
    userId,
    action: "promo.redeemed",
    subjectKind: "promo_redemption",
    subjectId: id,
    detail: { amount_nanos: String(amountNanos), transaction_id: transactionId },
  });
  await post(tx, workspaceId, {
    id: transactionId,
    kind: "promo",
    memo,
    lines: [{ debit: "grants", credit: "wallet", amountNanos }],
  });
  return redemption;
}

function refusalOf(promo: PromoCode, isUsed: boolean, now: Date): ErrorCode | null {
  if (isUsed) return "promo_used";
  if (promo.validUntil <= now) return "promo_expired";
  return promo.redeemedCount >= promo.redemptionsMax ? "promo_exhausted" : null;
}

async function refuseGuesser(userId: string): Promise<void> {
  const now = clock.now().getTime();
  const misses = await withSystem((tx) =>
    tx.promoMiss.findMany({
      where: { userId, triedAt: { gt: new Date(now - MISSES_MS) } },
      orderBy: { triedAt: "desc" },
      take: MISSES_MAX,
    }),
  );
  const oldest = misses[MISSES_MAX - 1];
  if (oldest === undefined) return;
  const waitMs = oldest.triedAt.getTime() + MISSES_MS - now;
  throw new AppError("throttled", { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}

async function noteMiss(userId: string): Promise<void> {
  const now = clock.now();
  await withSystem(async (tx) => {
    await tx.promoMiss.deleteMany({
      where: { userId, triedAt: { lte: new Date(now.getTime() - MISSES_MS) } },
    });
    await tx.promoMiss.create({ data: { userId, triedAt: now } });
  });
}

function toView(row: PromoRedemption): PromoRedemptionView {
  return {
    id: row.id,
    amount_nanos: String(row.amountNanos),
    created_at: row.createdAt.toISOString(),
  };
}

import { randomKey } from "@/lib/crypto";
import { type Principal, requireOperator } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import type { PromoCode } from "@/prisma/generated/client";
import type { PromoCodeInput, PromoCodeView } from "./schema";

/** 80 bits: a code that is made here can't be guessed. */
const CODE_BYTES = 10;

/**
 * Makes a code whose credit each workspace can take once. The same id again answers with the code that it made the
 * first time.
 * @throws AppError forbidden | invalid_body for a time that has passed | code_taken
 */
export async function createPromoCode(
  principal: Principal,
  id: string,
  input: PromoCodeInput,
): Promise<PromoCodeView> {
  requireOperator(principal);
  const now = clock.now();
  if (input.valid_until <= now) {
    const message = "Choose a time that is still to come.";
    throw new AppError("invalid_body", { errors: [{ path: "valid_until", message }] });
  }
  return withSystem(async (tx) => {
    await tx.promoCode.createMany({
      data: {
        id,
        code: input.code ?? randomKey(CODE_BYTES).toString("hex").toUpperCase(),
        amountNanos: input.amount_nanos,
        validUntil: input.valid_until,
        redemptionsMax: input.redemptions_max,
        createdBy: principal.userId,
        createdAt: now,
      },
      skipDuplicates: true,
    });
    const made = await tx.promoCode.findUnique({ where: { id } });
    if (made === null) throw new AppError("code_taken");
    return toView(made);
  });
}

/** The codes of this installation, the latest first. @throws AppError forbidden */
export async function findPromoCodes(
  principal: Principal,
  page: PageQuery,
): Promise<Page<PromoCodeView>> {
  requireOperator(principal);
  const rows = await withSystem((tx) =>
    tx.promoCode.findMany({
      where: page.after === null ? {} : { id: { lt: page.after } },
      orderBy: { id: "desc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => row.id, toView);
}

function toView(row: PromoCode): PromoCodeView {
  return {
    id: row.id,
    code: row.code,
    amount_nanos: String(row.amountNanos),
    valid_until: row.validUntil.toISOString(),
    redemptions_max: row.redemptionsMax,
    redeemed_count: row.redeemedCount,
    created_at: row.createdAt.toISOString(),
  };
}

import { type Principal, requireOperator } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Tx, withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { MarginInput, MarginView } from "./schema";
import { startOf } from "./start-of";

/** One basis point is a hundredth of a percent. */
const WHOLE_BPS = 10_000n;
const MARGINS_SHOWN_MAX = 100;

/** What the operator adds to the cost of a call at a time, in basis points; 0 where nothing was set. */
export async function findMarginAt(tx: Tx, at: Date): Promise<number> {
  const margin = await tx.margin.findFirst({
    where: { effectiveFrom: { lte: at } },
    orderBy: { effectiveFrom: "desc" },
  });
  return margin?.basisPoints ?? 0;
}

/**
 * A cost with the margin, in nano-USD, rounded up once. The bound of a call and its cost both come through here and
 * the function never falls, so that a cost within the bound is a charge within the hold.
 */
export function withMargin(nanos: bigint, basisPoints: number): bigint {
  return (nanos * (WHOLE_BPS + BigInt(basisPoints)) + WHOLE_BPS - 1n) / WHOLE_BPS;
}

/**
 * Sets the margin from a moment on. The same id again answers with the margin that it set the first time.
 * @throws AppError forbidden | invalid_body for a moment that has passed | wrong_state
 */
export async function setMargin(
  principal: Principal,
  id: string,
  input: MarginInput,
): Promise<MarginView> {
  requireOperator(principal);
  await withSystem((tx) =>
    tx.margin.createMany({
      data: {
        id,
        basisPoints: input.basis_points,
        effectiveFrom: startOf(input.effective_from),
        createdBy: principal.userId,
        createdAt: clock.now(),
      },
      skipDuplicates: true,
    }),
  );
  const margin = (await listMargins(principal)).find((one) => one.id === id);
  if (margin === undefined) {
    throw new AppError("wrong_state", {
      detail: "You have set a margin for this very moment already.",
    });
  }
  return margin;
}

/** The margins that were, are and will be, the latest first. @throws AppError forbidden */
export async function listMargins(principal: Principal): Promise<MarginView[]> {
  requireOperator(principal);
  const rows = await withSystem((tx) =>
    tx.margin.findMany({ orderBy: { effectiveFrom: "desc" }, take: MARGINS_SHOWN_MAX }),
  );
  const inForce = rows.find(({ effectiveFrom }) => effectiveFrom <= clock.now());
  return rows.map((row) => ({
    id: row.id,
    basis_points: row.basisPoints,
    effective_from: row.effectiveFrom.toISOString(),
    is_in_force: row.id === inForce?.id,
    created_at: row.createdAt.toISOString(),
  }));
}

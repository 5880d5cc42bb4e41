import type { Tx } from "@/lib/platform/db";

/** One basis point is a hundredth of a percent. */
const WHOLE_BPS = 10_000n;

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

import {
  type AiOutcome,
  type AiUsage,
  costFromReported,
  costNanos as listedCost,
  type ModelRates,
  type UsageBound,
  upperBoundNanos,
} from "@/lib/adapters/ai";
import { withMargin } from "@/lib/pricing";
import type { Cost } from "./writing";

/** By what a call is reckoned. */
export interface Pricing {
  readonly price: ModelRates;
  /** What the operator adds, in basis points. */
  readonly marginBps: number;
}

/** How a call ended that a vendor may bill. */
export type BilledOutcome = Extract<
  AiOutcome,
  { kind: "finished" | "malformed" | "unavailable" | "aborted" }
>;

/** The most that a call within `bound` is charged, in nano-USD. */
export function chargeBound({ price, marginBps }: Pricing, bound: UsageBound): bigint {
  return withMargin(upperBoundNanos(price, bound), marginBps);
}

/**
 * What a call costs us: what the vendor states; else what its counts come to; else the bound of what was sent and
 * received. The charge is that with the operator's margin.
 */
export function callCost(
  { price, marginBps }: Pricing,
  bound: UsageBound,
  outcome: BilledOutcome,
): Cost {
  // The counts of an answer that was cut off are those of a part of it.
  const isWhole = outcome.kind === "finished" || outcome.kind === "malformed";
  const usage = isWhole ? outcome.usage : (outcome.partialUsage ?? null);
  const reported = isWhole ? outcome.costReported : undefined;
  const reportedNanos = reported === undefined ? null : costFromReported(reported);
  const listedNanos = isWhole && usage !== null ? listedCost(price, usage) : null;
  const known = reportedNanos ?? listedNanos;
  const costNanos = known ?? upperBoundNanos(price, isWhole ? bound : received(bound, outcome));
  const { requestId } = outcome;
  return {
    chargeNanos: withMargin(costNanos, marginBps),
    costNanos,
    listedNanos,
    reportedNanos,
    usage: usage === null ? null : recordOf(usage),
    isEstimated: known === null,
    ...(requestId === undefined ? {} : { vendorRequestId: requestId }),
  };
}

/** A token of the output has at least one byte. */
function received(bound: UsageBound, { partialText }: { readonly partialText: string }) {
  const bytes = Buffer.byteLength(partialText, "utf8");
  return { ...bound, maxOutputTokens: Math.min(bound.maxOutputTokens, bytes) };
}

const recordOf = (usage: AiUsage): Record<string, number> => ({ ...usage });

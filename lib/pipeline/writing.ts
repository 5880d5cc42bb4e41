import type { SourceSnapshot } from "./rows";
import type { Brief, Outline, RevisionMeta } from "./schema";

/** What a writer has to work with. Everything in it was stored before the writing began. */
export interface Assignment {
  readonly brief: Brief;
  readonly snapshots: readonly SourceSnapshot[];
  /** Null while the outline is still to be written. */
  readonly outline: Outline | null;
}

export interface Draft {
  readonly title: string;
  readonly markdown: string;
  readonly meta: RevisionMeta;
}

/** What an attempt cost, in nano-USD, and what that was worked out from. */
export interface Cost {
  /** What the workspace pays: the cost with the operator's margin. */
  readonly chargeNanos: bigint;
  /** What the call costs us: what the vendor states, else what its counts come to, else the bound. */
  readonly costNanos: bigint;
  /** What the vendor's counts come to by our price table; null when it counted nothing. */
  readonly listedNanos: bigint | null;
  /** As the vendor stated it; null when it stated nothing. */
  readonly reportedNanos: bigint | null;
  readonly usage: Readonly<Record<string, number>> | null;
  /** The vendor did not say; the amount is the bound of what was sent and received. */
  readonly isEstimated: boolean;
  readonly vendorRequestId?: string;
}

export type Written<Value> =
  | { readonly kind: "written"; readonly value: Value; readonly cost: Cost }
  /** Nothing usable came. `cost` is null when the vendor bills nothing for it. */
  | {
      readonly kind: "failed";
      readonly code: string;
      readonly message: string;
      readonly isRetryable: boolean;
      readonly retryAfterMs?: number;
      /** The vendor may have done the work and billed it: the hold stays until a later attempt settles it. */
      readonly isOutcomeUnknown: boolean;
      readonly cost: Cost | null;
    }
  | { readonly kind: "aborted"; readonly cost: Cost | null };

/** The model that a piece of writing calls, and what the call is reckoned by. */
export interface PricedModel {
  readonly provider: string;
  readonly model: string;
  /** Null where the price is a setting and stands in no table. */
  readonly priceId: string | null;
  readonly marginBps: number;
}

/** One piece of writing that is ready to begin: what it may be charged at most, and how to do it. */
export interface WritingPlan<Value> {
  readonly boundNanos: bigint;
  /** Null when no vendor is called. */
  readonly model: PricedModel | null;
  write(call: {
    readonly idempotencyKey: string;
    readonly signal: AbortSignal;
    onText(delta: string): void;
  }): Promise<Written<Value>>;
}

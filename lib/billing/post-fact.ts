import { recordEvent } from "@/lib/audit";
import {
  deriveId,
  type FreeKind,
  findTransaction,
  getWallet,
  LedgerError,
  type Line,
  post,
} from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { type Prisma, type Tx, withSystem } from "@/lib/platform/db";
import { unreachable } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import type { TopUp } from "@/prisma/generated/client";
import type { Fact } from "./judge-payment";
import type { TopUpStatus } from "./schema";

/** Between the look into the wallet and the posting somebody may spend: then it is looked again. */
const TRIES_MAX = 5;

/** Names a top-up. */
export type TopUpKey = Pick<TopUp, "ownerWorkspaceId" | "id">;

/**
 * Posts a fact to the ledger and writes it into the row of its top-up, both or neither. One that is posted already
 * changes nothing. Returns whether it was new.
 * @throws LedgerError insufficient_funds when the wallet was emptied at every try
 */
export async function postFact(key: TopUpKey, fact: Fact): Promise<boolean> {
  const lines = await trying(() => withSystem((tx) => postOnce(tx, key, fact)));
  if (lines === null) return false;
  const { ownerWorkspaceId: workspaceId, id: topUpId } = key;
  log.info("top_up.changed", { workspaceId, topUpId, transaction: fact.name });
  const borne = lines.find(({ debit }) => debit === "variance");
  if (borne !== undefined) {
    log.error(
      "top_up.overdrawn",
      new Error("More was paid back than the wallet had. The rest is on the account variance."),
      { workspaceId, topUpId, transaction: fact.name, varianceNanos: borne.amountNanos },
    );
  }
  return true;
}

async function trying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isShort = error instanceof LedgerError && error.refusal === "insufficient_funds";
      if (!isShort || number >= TRIES_MAX) throw error;
    }
  }
}

/** The lines that were posted; null when the fact stood in the book already. */
async function postOnce(tx: Tx, key: TopUpKey, fact: Fact): Promise<readonly Line[] | null> {
  const { ownerWorkspaceId: workspaceId, id: topUpId } = key;
  const topUp = await lockTopUp(tx, key);
  const id = deriveId(workspaceId, fact.name);
  if ((await findTransaction(tx, workspaceId, id)) !== null) return null;
  const lines = await linesOf(tx, workspaceId, fact);
  await tx.topUp.update({
    where: { ownerWorkspaceId_id: { ownerWorkspaceId: workspaceId, id: topUpId } },
    data: changeOf(topUp, fact),
  });
  await recordEvent(tx, {
    workspaceId,
    userId: null,
    action: actionOf(fact),
    subjectKind: "top_up",
    subjectId: topUpId,
    detail: { amount_nanos: String(fact.nanos), transaction_id: id },
  });
  await post(tx, workspaceId, { id, kind: ledgerKindOf(fact), memo: fact.name, lines });
  return lines;
}

/** Two that learn of one top-up at the same time go one after the other. */
async function lockTopUp(tx: Tx, { ownerWorkspaceId, id }: TopUpKey): Promise<TopUp> {
  await tx.$queryRaw`
    SELECT 1 FROM top_ups WHERE owner_workspace_id = ${ownerWorkspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return tx.topUp.findUniqueOrThrow({ where: { ownerWorkspaceId_id: { ownerWorkspaceId, id } } });
}

async function linesOf(tx: Tx, workspaceId: string, fact: Fact): Promise<Line[]> {
  const { nanos } = fact;
  switch (fact.kind) {
    case "paid":
      return [{ debit: "clearing", credit: "wallet", amountNanos: nanos }];
    case "taken": {
      // What is held stays with the work that it is held for.
      const { availableNanos } = await getWallet(tx, workspaceId);
      const own = least(nanos, availableNanos);
      return somewhere([
        { debit: "wallet", credit: "clearing", amountNanos: own },
        { debit: "variance", credit: "clearing", amountNanos: nanos - own },
      ]);
    }
    case "returned": {
      const borne = await borneOf(tx, workspaceId, fact.of);
      const repaid = least(nanos, borne);
      return somewhere([
        { debit: "clearing", credit: "variance", amountNanos: repaid },
        { debit: "clearing", credit: "wallet", amountNanos: nanos - repaid },
      ]);
    }
    default:
      return unreachable(fact);
  }
}

function least(one: bigint, other: bigint): bigint {
  if (other < one) return other;
  return one;
}

const somewhere = (lines: readonly Line[]): Line[] =>
  lines.filter(({ amountNanos }) => amountNanos > 0n);

/** What the operator bears of a taking: the first part of what comes back is theirs. */
async function borneOf(tx: Tx, workspaceId: string, name: string): Promise<bigint> {
  const id = deriveId(workspaceId, name);
  const taking = await findTransaction(tx, workspaceId, id);
  if (taking === null) throw new Error(`${name} is returned before it is taken.`);
  return taking.lines.find(({ debit }) => debit === "variance")?.amountNanos ?? 0n;
}

function changeOf(topUp: TopUp, fact: Fact): Prisma.TopUpUpdateInput {
  let { refundedNanos, disputedNanos } = topUp;
  if (fact.kind !== "paid") {
    const change = fact.kind === "taken" ? fact.nanos : -fact.nanos;
    if (fact.reason === "refund") refundedNanos += change;
    else disputedNanos += change;
  }
  const status = statusOf(topUp.amountNanos, refundedNanos, disputedNanos);
  const paid =
    fact.kind === "paid"
      ? { paidAt: clock.now(), paymentId: fact.paymentId, failureCode: null }
      : {};
  return { status, refundedNanos, disputedNanos, ...paid };
}

/** Of a top-up that is paid. What a bank has taken goes before what was refunded. */
function statusOf(amount: bigint, refunded: bigint, disputed: bigint): TopUpStatus {
  if (disputed > 0n) return "disputed";
  if (refunded === 0n) return "paid";
  return refunded < amount ? "partially_refunded" : "refunded";
}

function ledgerKindOf(fact: Fact): FreeKind {
  return fact.kind === "paid" ? "top_up" : fact.reason;
}

function actionOf(fact: Fact): string {
  if (fact.kind === "paid") return "top_up.paid";
  const isRefund = fact.reason === "refund";
  if (fact.kind === "taken") return isRefund ? "top_up.refunded" : "top_up.disputed";
  return isRefund ? "top_up.refund_failed" : "top_up.reinstated";
}

import { type Actor, requirePermission } from "@/lib/identity";
import { findHolds as findLedgerHolds, HOLD_STATES, type Hold, type HoldState } from "@/lib/ledger";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { toSeq } from "./find-history";

export { HOLD_STATES, type HoldState } from "@/lib/ledger";

export interface HoldView {
  id: string;
  state: HoldState;
  amount_nanos: string;
  /** What the work took of it. */
  charged_nanos: string;
  created_at: string;
  /** When it is returned if nobody settles it. */
  expires_at: string;
  resolved_at: string | null;
}

/**
 * The holds of a workspace, the latest first; with a state those in it.
 * @throws AppError invalid_query for a state that there is not
 */
export async function findHolds(
  actor: Actor,
  page: PageQuery,
  state: string | null,
): Promise<Page<HoldView>> {
  requirePermission(actor, "workspace:read");
  const after = page.after === null ? null : toSeq(page.after);
  const rows = await withWorkspace(actor, (tx) =>
    findLedgerHolds(tx, actor.workspaceId, { after, limit: page.limit + 1 }, toState(state)),
  );
  return toPage(rows, page.limit, (row) => String(row.reserveSeq), toView);
}

function toState(text: string | null): HoldState | undefined {
  const state = HOLD_STATES.find((known) => known === text);
  if (state === undefined && text !== null && text !== "") {
    throw new AppError("invalid_query", {
      detail: `A hold's state is one of ${HOLD_STATES.join(", ")}.`,
    });
  }
  return state;
}

function toView(hold: Hold): HoldView {
  return {
    id: hold.id,
    state: hold.state,
    amount_nanos: String(hold.amountNanos),
    charged_nanos: String(hold.chargedNanos),
    created_at: hold.createdAt.toISOString(),
    expires_at: hold.expiresAt.toISOString(),
    resolved_at: hold.resolvedAt?.toISOString() ?? null,
  };
}

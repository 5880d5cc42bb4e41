import { type Actor, requirePermission } from "@/lib/identity";
import { csvHeader, csvRow } from "@/lib/platform/csv";
import { findOutboundRequests } from "./find-outbound-requests";
import type { OutboundFilter } from "./outbound-filter";
import type { OutboundRequestView } from "./view";

/** Calls that are read at once. */
const PAGE = 1_000;
const COLUMNS = [
  "created_at",
  "purpose",
  "method",
  "host",
  "address",
  "redirects",
  "verdict",
  "code",
  "reason",
  "status",
  "bytes",
  "ms",
  "id",
] as const;

/** The calls of a workspace that a filter leaves as CSV, the latest first, in pieces. */
export async function* exportOutboundRequests(
  actor: Actor,
  filter: OutboundFilter,
): AsyncGenerator<Uint8Array> {
  requirePermission(actor, "workspace:read");
  yield Buffer.from(csvHeader(COLUMNS));
  let after: string | null = null;
  do {
    const { data, next_cursor: next } = await findOutboundRequests(actor, filter, {
      limit: PAGE,
      after,
    });
    yield Buffer.from(data.map(toRow).join(""));
    after = next === null ? null : (data.at(-1)?.id ?? null);
  } while (after !== null);
}

function toRow(call: OutboundRequestView): string {
  const { hops } = call;
  return csvRow([
    call.created_at,
    call.purpose,
    call.method,
    call.host,
    call.address ?? "",
    hops
      .slice(1)
      .map(({ host }) => host ?? "an address inside")
      .join(" "),
    call.verdict,
    call.code ?? "",
    call.reason ?? "",
    String(hops.at(-1)?.status ?? ""),
    String(call.bytes),
    String(call.ms),
    call.id,
  ]);
}

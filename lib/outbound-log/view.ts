import { type OutboundHop, outboundSentence } from "@/lib/outbound";
import type { OutboundPurpose, OutboundVerdict } from "./outbound-filter";

export interface OutboundRequestView {
  id: string;
  created_at: string;
  purpose: OutboundPurpose;
  /** `PROBE` for a look at an address that was not called. */
  method: string;
  /** The host that was asked for. */
  host: string;
  /** The public address that was dialled last. Null when nothing public was. */
  address: string | null;
  verdict: OutboundVerdict;
  code: string | null;
  /** Why, in words for everybody. Null when an answer came. */
  reason: string | null;
  /** One for the first request and one for each redirect. */
  hops: OutboundHopView[];
  bytes: number;
  ms: number;
}

export interface OutboundHopView {
  /** Null for an address inside that a redirect named. */
  host: string | null;
  port: number;
  address: string | null;
  status: number | null;
  verdict: OutboundVerdict;
  code: string | null;
  ms: number;
}

/** For whoever runs the installation: with the addresses that no workspace learns. */
export interface OperatorOutboundRequestView extends OutboundRequestView {
  workspace_id: string | null;
  workspace_name: string | null;
}

/** The columns that a workspace may read. */
export const OWN_COLUMNS = {
  id: true,
  purpose: true,
  method: true,
  host: true,
  hops: true,
  verdict: true,
  code: true,
  bytes: true,
  ms: true,
  createdAt: true,
} as const;

export interface OutboundRow {
  id: string;
  purpose: string;
  method: string;
  host: string;
  hops: unknown;
  verdict: string;
  code: string | null;
  bytes: number;
  ms: number;
  createdAt: Date;
}

/** A call as its workspace sees it. */
export function toOutboundView(row: OutboundRow): OutboundRequestView {
  // Only lib/outbound writes this table, in these shapes.
  const hops = row.hops as OutboundHop[];
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    purpose: row.purpose as OutboundPurpose,
    method: row.method,
    host: row.host,
    address: hops.at(-1)?.address ?? null,
    verdict: row.verdict as OutboundVerdict,
    code: row.code,
    reason: reasonOf(row.code, hops),
    hops: hops.map((hop) => ({ ...hop })),
    bytes: row.bytes,
    ms: row.ms,
  };
}

/** Why a call did not end with an answer. A redirect is told, because nobody entered the address it leads to. */
function reasonOf(code: string | null, hops: readonly OutboundHop[]): string | null {
  if (code === null) return null;
  const sentence = outboundSentence(code);
  const [from, to] = [hops.at(-2), hops.at(-1)];
  if (from === undefined || to === undefined) return sentence;
  return `${from.host ?? "The site"} redirects to ${to.host ?? "an address inside"}. ${sentence}`;
}

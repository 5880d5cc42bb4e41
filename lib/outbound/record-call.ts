import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import { type AuditHop, type AuditRecord, classifyAddress } from "@/lib/safenet";
import type { Prisma } from "@/prisma/generated/client";

// The outbound log: a row per call, written a moment after it is over. A call never waits for its row.

/** Rows that wait for the database at most. What is beyond stands in the process's own log only. */
const WAITING_MAX = 10_000;
const BATCH_ROWS = 500;

/** One request of a call, as a workspace may see it. */
export interface OutboundHop {
  /** Null for an address inside that a redirect named. */
  readonly host: string | null;
  readonly port: number;
  /** The public address that was dialled. Null when there was none, or none that is public. */
  readonly address: string | null;
  /** The status of the answer. Null when none came. */
  readonly status: number | null;
  readonly verdict: AuditHop["verdict"];
  readonly code: string | null;
  readonly ms: number;
}

type Row = Prisma.OutboundRequestCreateManyInput;

interface Recorder {
  readonly waiting: Row[];
  writing: Promise<void> | undefined;
}

// Pages and routes are separate module graphs of one process, and one guard serves them all.
const shared = globalThis as typeof globalThis & { autoinkOutboundLog?: Recorder };
shared.autoinkOutboundLog ??= { waiting: [], writing: undefined };
const recorder = shared.autoinkOutboundLog;

/** Writes a call to the process's log at once, and to the database soon. */
export function recordCall(record: AuditRecord): void {
  const { hops, at, ...call } = record;
  const { origin, address } = hops.at(-1) ?? {};
  log.info("outbound.called", {
    ...call,
    at: at.toISOString(),
    origin,
    address,
    hops: hops.length,
  });
  if (recorder.waiting.length >= WAITING_MAX) return;
  recorder.waiting.push(toRow(record));
  recorder.writing ??= writeWaiting();
}

/** Resolves when the calls that are over have their rows. */
export async function recordedCalls(): Promise<void> {
  await recorder.writing;
}

async function writeWaiting(): Promise<void> {
  // The calls that end in this turn of the event loop share a statement.
  await new Promise((done) => setImmediate(done));
  while (recorder.waiting.length > 0) {
    const data = recorder.waiting.splice(0, BATCH_ROWS);
    try {
      await withSystem((tx) => tx.outboundRequest.createMany({ data }));
    } catch (error) {
      log.error("outbound.not_recorded", { calls: data.length, reason: String(error) });
    }
  }
  recorder.writing = undefined;
}

function toRow(record: AuditRecord): Row {
  const hops = record.hops.map(toHop);
  return {
    id: newId(),
    ownerWorkspaceId: record.workspaceId ?? null,
    purpose: record.purpose,
    method: record.method,
    host: record.hops[0]?.host ?? "",
    hops: hops.map(({ hop }) => ({ ...hop })),
    hiddenAddresses: hops.map(({ hidden }) => hidden),
    verdict: record.verdict,
    code: record.code ?? null,
    bytes: record.bytes,
    ms: record.ms,
    createdAt: record.at,
  };
}

/** What of a hop a workspace may see, and the address that it may not. */
function toHop(hop: AuditHop, index: number): { hop: OutboundHop; hidden: string } {
  const { host, port, address, status, verdict, code, ms } = hop;
  const literal = host.replace(/^\[|\]$/g, "");
  // Whoever asked for an address knows it. Where a redirect leads, they need not learn, whatever it was refused for.
  const isHostHidden = index > 0 && isInside(literal);
  const hidden = address !== undefined && isInside(address) ? address : isHostHidden ? literal : "";
  return {
    hop: {
      host: isHostHidden ? null : host,
      port,
      address: hidden === "" ? (address ?? null) : null,
      status: status ?? null,
      verdict,
      code: code ?? null,
      ms,
    },
    hidden,
  };
}

/** Whether a text is an address that is not on the public web. A name is none. */
function isInside(text: string): boolean {
  const verdict = classifyAddress(text);
  return !verdict.ok && verdict.family !== undefined;
}

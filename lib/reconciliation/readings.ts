import type { VendorBill } from "@/lib/adapters/vendor-bills";
import { sha256 } from "@/lib/crypto";
import type { Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { startOf } from "@/lib/platform/utc-day";
import type { BillReading } from "@/prisma/generated/client";
import { EVIDENCE_CHARS_MAX } from "./limits";
import type { Provider } from "./schema";

export interface ReadingWindow {
  readonly from: string;
  readonly until: string;
}

/** Keeps what came of reading a bill, with the vendor's own words. Returns its id. */
export async function recordReading(
  tx: Tx,
  reading: {
    readonly provider: Provider;
    readonly window: ReadingWindow;
    readonly bill: VendorBill;
    readonly readAt: Date;
  },
): Promise<string> {
  const { provider, window, bill, readAt } = reading;
  const id = newId();
  const evidence = "evidence" in bill ? bill.evidence.join("\n") : "";
  await tx.billReading.create({
    data: {
      id,
      provider,
      readAt,
      fromDay: startOf(window.from),
      untilDay: startOf(window.until),
      outcome: bill.kind,
      reason: bill.kind === "unreadable" ? bill.reason : null,
      message: "message" in bill ? bill.message : null,
      ...(bill.kind === "balance"
        ? {
            balanceNanos: bill.balanceNanos,
            depositedNanos: bill.depositedNanos,
            resolutionNanos: bill.resolutionNanos,
          }
        : {}),
      ...(evidence === ""
        ? {}
        : {
            evidenceHash: Uint8Array.from(sha256(evidence)),
            // PostgreSQL takes no NUL in a text, and a broken answer may hold one.
            evidence: evidence.replaceAll("\0", "\uFFFD").slice(0, EVIDENCE_CHARS_MAX),
          }),
    },
  });
  return id;
}

/** The readings that gave figures. */
export const SETTLED: readonly string[] = ["days", "balance"] satisfies VendorBill["kind"][];

/** The last reading of a vendor, whatever came of it, and the last and first ones that gave figures. */
export async function findReadings(
  tx: Tx,
  provider: Provider,
): Promise<Record<"last" | "lastSettled" | "firstSettled", BillReading | null>> {
  const settled = { provider, outcome: { in: [...SETTLED] } };
  const [last, lastSettled, firstSettled] = [
    await tx.billReading.findFirst({ where: { provider }, orderBy: { readAt: "desc" } }),
    await tx.billReading.findFirst({ where: settled, orderBy: { readAt: "desc" } }),
    await tx.billReading.findFirst({ where: settled, orderBy: { readAt: "asc" } }),
  ];
  return { last, lastSettled, firstSettled };
}

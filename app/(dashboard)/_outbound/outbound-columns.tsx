import type { JSX } from "react";
import type { Column } from "@/app/_ui/table";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { OutboundRequestView } from "@/lib/outbound-log";
import { PURPOSE_WORDS } from "./outbound-words";
import { VerdictChip } from "./verdict-chip";

/** A call: where it went and where redirects led it, what for, how it ended and why. */
export const OUTBOUND_COLUMNS: readonly Column<OutboundRequestView>[] = [
  { key: "host", header: "Host", isRowHeader: true, cell: (call) => <Hosts call={call} /> },
  { key: "purpose", header: "For", cell: ({ purpose }) => PURPOSE_WORDS[purpose] },
  { key: "verdict", header: "Verdict", cell: ({ verdict }) => <VerdictChip verdict={verdict} /> },
  {
    key: "address",
    header: "Address",
    cell: ({ address }) => <span className="font-mono text-xs break-all">{address}</span>,
  },
  { key: "answer", header: "Answer", align: "end", cell: (call) => <Answer call={call} /> },
  {
    key: "when",
    header: "When",
    align: "end",
    cell: ({ created_at }) => <Timestamp value={created_at} format="datetime" />,
  },
];

interface CallProps {
  call: OutboundRequestView;
}

function Hosts({ call }: Readonly<CallProps>): JSX.Element {
  const { host, hops, reason } = call;
  const hosts = [host === "" ? "no address" : host, ...hops.slice(1).map(hostOf)];
  return (
    <>
      <span className="break-all">{hosts.join(" → ")}</span>
      {reason !== null && (
        <span className="block max-w-prose text-sm font-normal text-soft">{reason}</span>
      )}
    </>
  );
}

function hostOf({ host }: { host: string | null }): string {
  return host ?? "an address inside";
}

/** The status, what came and how long it took. */
function Answer({ call }: Readonly<CallProps>): JSX.Element {
  const { bytes, ms, hops, method } = call;
  const status = hops.at(-1)?.status;
  const parts = [
    ...(method === "PROBE" ? ["look-up only"] : []),
    ...(typeof status === "number" ? [String(status), bytesText(bytes)] : []),
    `${ms.toLocaleString("en-US")} ms`,
  ];
  return <span className="whitespace-nowrap tabular-nums">{parts.join(" · ")}</span>;
}

const KIB = 1024;

function bytesText(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`;
  const kib = bytes / KIB;
  return kib < KIB ? `${kib.toFixed(1)} KiB` : `${(kib / KIB).toFixed(1)} MiB`;
}

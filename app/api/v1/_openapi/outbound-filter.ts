import { OUTBOUND_PURPOSES, OUTBOUND_VERDICTS } from "@/lib/outbound-log";

/** The parameters that narrow the outbound log. */
export const OUTBOUND_FILTER = [
  { name: "verdict", says: "Only calls that ended so.", values: OUTBOUND_VERDICTS },
  { name: "purpose", says: "Only calls for this.", values: OUTBOUND_PURPOSES },
  { name: "host", says: "Only calls whose host holds this text." },
];

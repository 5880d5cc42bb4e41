import { PURPOSES as PURPOSE_RULES, type Purpose } from "@/lib/safenet";

export { parseHostPattern } from "@/lib/safenet";
export { type AddressCheck, checkAddress } from "./check-address";
export { describeOutboundFailure, type OutboundFailureCode, outboundSentence } from "./failure";
export { closeOutbound, fetchFor, openOutbound, probeUrl, safeFetch } from "./guard";
export { type OutboundHop, recordedCalls } from "./record-call";
export type { Purpose };

/** What the product calls other servers for. */
export const PURPOSES = Object.keys(PURPOSE_RULES) as Purpose[];

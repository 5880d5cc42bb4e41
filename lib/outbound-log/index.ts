export { checkSavedUrls, type SavedUrlCheck } from "./check-saved-urls";
export { exportOutboundRequests } from "./export-outbound-requests";
export { findAllOutboundRequests, findOutboundRequests } from "./find-outbound-requests";
export { forgetOutboundRequests, OUTBOUND_LOG_DAYS } from "./forget-outbound-requests";
export {
  OUTBOUND_FILTER_NAMES,
  OUTBOUND_PURPOSES,
  OUTBOUND_VERDICTS,
  type OutboundPurpose,
  type OutboundVerdict,
  parseOutboundFilter,
} from "./outbound-filter";
export type {
  OperatorOutboundRequestView,
  OutboundHopView,
  OutboundRequestView,
} from "./view";

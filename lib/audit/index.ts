export { type AuditEventView, findAuditEvents } from "./find-audit-events";
export { type AuditEntry, recordEvent } from "./record-event";

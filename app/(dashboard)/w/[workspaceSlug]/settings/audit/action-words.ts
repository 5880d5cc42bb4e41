/** What the names of audit events mean, in the order in which an article goes. */
const ACTION_WORDS: Readonly<Record<string, string>> = {
  "article.created": "Article started",
  "article.updated": "Article changed",
  "article.deleted": "Article put away",
  "source.added": "Source added",
  "source.updated": "Source changed",
  "source.dropped": "Source dropped",
  "run.started": "Run started",
  "run.retried": "Run tried again",
  "run.cancelled": "Run cancelled",
  "outline.approved": "Outline approved",
  "outline.rejected": "Outline rejected",
  "revision.saved": "Text changed",
  "revision.restored": "Earlier text restored",
  "revision.approved": "Text approved",
  "revision.changes_requested": "Changes to the text requested",
  "publication.requested": "Publication asked for",
  "publication.unpublish_requested": "Taking down asked for",
  "publication.drifted": "Published copy found changed",
  "destination.created": "Destination added",
  "destination.updated": "Destination changed",
  "destination.deleted": "Destination removed",
  "hook.created": "Hook added",
  "hook.program_run": "Program run by a hook",
  "hook.enabled": "Hook turned on",
  "hook.disabled": "Hook turned off",
  "hook.replayed": "Delivery of a hook made again",
  "hook.deleted": "Hook removed",
  "member.invited": "Person invited",
  "invitation.revoked": "Invitation revoked",
  "member.joined": "Person joined",
  "member.added": "Member added",
  "member.updated": "Role changed",
  "member.removed": "Member removed",
  "top_up.started": "Payment started",
  "top_up.paid": "Payment received",
  "top_up.expired": "Payment not made in time",
  "top_up.failed": "Payment failed",
  "top_up.refunded": "Payment refunded",
  "top_up.refund_failed": "Refund came back",
  "top_up.disputed": "Payment taken back by the bank",
  "top_up.reinstated": "Disputed payment given back",
  "promo.redeemed": "Promo code used",
  "invoice.issued": "Invoice issued",
  "billing_details.updated": "Billing details changed",
  "outbound_rules.updated": "Outbound rules changed",
  "workspace.created": "Workspace opened",
  "workspace.updated": "Workspace changed",
  "workspace.deleted": "Workspace deleted",
};

/** Every kind of event that has words, to choose from. */
export const ACTION_OPTIONS = Object.entries(ACTION_WORDS).map(([value, label]) => ({
  value,
  label,
}));

/** The words of an action; a name that is newer than this list is shown as it is. */
export function actionWords(action: string): string {
  return ACTION_WORDS[action] ?? action;
}

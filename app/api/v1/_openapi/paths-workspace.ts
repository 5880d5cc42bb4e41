import { z } from "zod";
import * as auditEvents from "@/app/api/v1/workspaces/[workspaceId]/audit-events/route";
import * as billingDetails from "@/app/api/v1/workspaces/[workspaceId]/billing-details/route";
import * as invitation from "@/app/api/v1/workspaces/[workspaceId]/invitations/[invitationId]/route";
import * as invitations from "@/app/api/v1/workspaces/[workspaceId]/invitations/route";
import * as invoicePdf from "@/app/api/v1/workspaces/[workspaceId]/invoices/[invoiceId]/pdf/route";
import * as invoice from "@/app/api/v1/workspaces/[workspaceId]/invoices/[invoiceId]/route";
import * as invoices from "@/app/api/v1/workspaces/[workspaceId]/invoices/route";
import * as ledgerExport from "@/app/api/v1/workspaces/[workspaceId]/ledger/export/route";
import * as holds from "@/app/api/v1/workspaces/[workspaceId]/ledger/holds/route";
import * as ledgerReceipt from "@/app/api/v1/workspaces/[workspaceId]/ledger/receipt/route";
import * as transaction from "@/app/api/v1/workspaces/[workspaceId]/ledger/transactions/[transactionId]/route";
import * as transactions from "@/app/api/v1/workspaces/[workspaceId]/ledger/transactions/route";
import * as ledgerVerify from "@/app/api/v1/workspaces/[workspaceId]/ledger/verify/route";
import * as member from "@/app/api/v1/workspaces/[workspaceId]/members/[memberId]/route";
import * as members from "@/app/api/v1/workspaces/[workspaceId]/members/route";
import * as outboundExport from "@/app/api/v1/workspaces/[workspaceId]/outbound-requests/export/route";
import * as outboundRequests from "@/app/api/v1/workspaces/[workspaceId]/outbound-requests/route";
import * as outboundRules from "@/app/api/v1/workspaces/[workspaceId]/outbound-rules/route";
import * as workspace from "@/app/api/v1/workspaces/[workspaceId]/route";
import * as promoRedemptions from "@/app/api/v1/workspaces/[workspaceId]/wallet/promo-redemptions/route";
import * as wallet from "@/app/api/v1/workspaces/[workspaceId]/wallet/route";
import * as topUps from "@/app/api/v1/workspaces/[workspaceId]/wallet/top-ups/route";
import * as workspaces from "@/app/api/v1/workspaces/route";
import { HOLD_STATES } from "@/lib/billing";
import { json, list, nothing, type PathDoc, page } from "@/lib/http/openapi/operation-doc";
import { OUTBOUND_FILTER } from "./outbound-filter";
import { OutboundRequest } from "./views-publishing";
import {
  AuditEvent,
  Hold,
  Invitation,
  Invoice,
  InvoiceSummary,
  LedgerTransaction,
  LedgerVerification,
  Member,
  NewInvitation,
  OutboundRules,
  OwnWorkspace,
  Party,
  PromoRedemption,
  StartedTopUp,
  TopUp,
  Wallet,
  Workspace,
} from "./views-workspace";

const WORKSPACE = "/workspaces/{workspace_id}";

/** Workspaces, their people, their money and their history. */
export const WORKSPACE_PATHS: readonly PathDoc[] = [
  {
    path: "/workspaces",
    tag: "Workspaces",
    handlers: workspaces,
    operations: {
      GET: {
        id: "listWorkspaces",
        summary: "The workspaces that one is a member of",
        status: 200,
        answer: list(OwnWorkspace),
      },
      POST: {
        id: "createWorkspace",
        summary: "Make another workspace",
        status: 201,
        answer: json(Workspace),
        errors: ["slug_taken", "unprocessable"],
      },
    },
  },
  {
    path: WORKSPACE,
    tag: "Workspaces",
    handlers: workspace,
    operations: {
      GET: { id: "getWorkspace", summary: "A workspace", status: 200, answer: json(Workspace) },
      PATCH: {
        id: "updateWorkspace",
        summary: "Rename a workspace or move its address",
        status: 200,
        answer: json(Workspace),
        errors: ["forbidden", "slug_taken"],
      },
      DELETE: {
        id: "deleteWorkspace",
        summary: "Close a workspace; its ledger and its history stay",
        status: 204,
        answer: nothing,
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${WORKSPACE}/members`,
    tag: "People",
    handlers: members,
    operations: {
      GET: { id: "listMembers", summary: "The members", status: 200, answer: page(Member) },
      POST: {
        id: "addMember",
        summary: "Add somebody who has an account",
        status: 201,
        answer: json(Member),
        errors: ["forbidden", "wrong_state"],
      },
    },
  },
  {
    path: `${WORKSPACE}/members/{member_id}`,
    tag: "People",
    handlers: member,
    operations: {
      PATCH: {
        id: "updateMember",
        summary: "Change a member's role",
        status: 200,
        answer: json(Member),
        errors: ["forbidden", "last_owner"],
      },
      DELETE: {
        id: "removeMember",
        summary: "Remove a member, or leave",
        status: 204,
        answer: nothing,
        errors: ["forbidden", "last_owner"],
      },
    },
  },
  {
    path: `${WORKSPACE}/invitations`,
    tag: "People",
    handlers: invitations,
    operations: {
      GET: {
        id: "listInvitations",
        summary: "The invitations and where each stands",
        status: 200,
        answer: page(Invitation),
        errors: ["forbidden"],
      },
      POST: {
        id: "inviteMember",
        summary: "Invite an address; the link is shown once",
        status: 201,
        answer: json(NewInvitation),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${WORKSPACE}/invitations/{invitation_id}`,
    tag: "People",
    handlers: invitation,
    operations: {
      DELETE: {
        id: "revokeInvitation",
        summary: "Take an invitation back",
        status: 204,
        answer: nothing,
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${WORKSPACE}/wallet`,
    tag: "Money",
    handlers: wallet,
    operations: {
      GET: {
        id: "getWallet",
        summary: "What there is to spend",
        status: 200,
        answer: json(Wallet),
      },
    },
  },
  {
    path: `${WORKSPACE}/wallet/top-ups`,
    tag: "Money",
    handlers: topUps,
    operations: {
      GET: {
        id: "listTopUps",
        summary: "The payments into the wallet, the latest first",
        status: 200,
        answer: page(TopUp),
      },
      POST: {
        id: "startTopUp",
        summary: "Get the address of a page where an amount can be paid",
        status: 201,
        answer: json(StartedTopUp),
        errors: ["forbidden", "payments_unavailable", "wrong_state", "unavailable"],
      },
    },
  },
  {
    path: `${WORKSPACE}/wallet/promo-redemptions`,
    tag: "Money",
    handlers: promoRedemptions,
    operations: {
      POST: {
        id: "redeemPromoCode",
        summary: "Take the credit of a promo code, once per workspace",
        status: 201,
        answer: json(PromoRedemption),
        errors: [
          "forbidden",
          "not_found",
          "promo_used",
          "promo_expired",
          "promo_exhausted",
          "throttled",
        ],
      },
    },
  },
  {
    path: `${WORKSPACE}/billing-details`,
    tag: "Money",
    handlers: billingDetails,
    operations: {
      GET: {
        id: "getBillingDetails",
        summary: "Who the next invoices are for",
        status: 200,
        answer: json(Party),
      },
      PUT: {
        id: "setBillingDetails",
        summary: "Set who the next invoices are for; those that are issued stay",
        status: 200,
        answer: json(Party),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${WORKSPACE}/invoices`,
    tag: "Money",
    handlers: invoices,
    operations: {
      GET: {
        id: "listInvoices",
        summary: "The invoices, the latest first",
        status: 200,
        answer: page(InvoiceSummary),
      },
      POST: {
        id: "issueInvoices",
        summary: "Issue now what is due: each month that is over and has none",
        status: 200,
        answer: list(InvoiceSummary),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${WORKSPACE}/invoices/{invoice_id}`,
    tag: "Money",
    handlers: invoice,
    operations: {
      GET: { id: "getInvoice", summary: "An invoice", status: 200, answer: json(Invoice) },
    },
  },
  {
    path: `${WORKSPACE}/invoices/{invoice_id}/pdf`,
    tag: "Money",
    handlers: invoicePdf,
    operations: {
      GET: {
        id: "getInvoicePdf",
        summary: "An invoice as a PDF",
        status: 200,
        answer: {
          kind: "bytes",
          mediaType: "application/pdf",
          says: "The invoice, the same bytes each time.",
        },
      },
    },
  },
  {
    path: `${WORKSPACE}/ledger/transactions`,
    tag: "Money",
    handlers: transactions,
    operations: {
      GET: {
        id: "listLedgerTransactions",
        summary: "The book, from its first transaction on",
        status: 200,
        answer: page(LedgerTransaction),
      },
    },
  },
  {
    path: `${WORKSPACE}/ledger/transactions/{transaction_id}`,
    tag: "Money",
    handlers: transaction,
    operations: {
      GET: {
        id: "getLedgerTransaction",
        summary: "One transaction of the book",
        status: 200,
        answer: json(LedgerTransaction),
      },
    },
  },
  {
    path: `${WORKSPACE}/ledger/holds`,
    tag: "Money",
    handlers: holds,
    operations: {
      GET: {
        id: "listHolds",
        summary: "What was set aside for paid work, the latest first",
        status: 200,
        answer: page(Hold),
        query: [{ name: "state", says: "Only holds in this state.", values: HOLD_STATES }],
      },
    },
  },
  {
    path: `${WORKSPACE}/ledger/verify`,
    tag: "Money",
    handlers: ledgerVerify,
    operations: {
      GET: {
        id: "verifyLedger",
        summary: "Recompute every hash of the book, from its first transaction on",
        status: 200,
        answer: json(LedgerVerification),
      },
    },
  },
  {
    path: `${WORKSPACE}/ledger/receipt`,
    tag: "Money",
    handlers: ledgerReceipt,
    operations: {
      GET: {
        id: "getLedgerReceipt",
        summary: "Proof that the book's head stands in the latest signed checkpoint",
        status: 200,
        answer: {
          kind: "bytes",
          mediaType: "text/plain",
          says: "A `.tlog-proof`: where the head stands in the log, the way to its root, and the checkpoint.",
        },
        errors: ["not_attested"],
      },
      POST: {
        id: "requestLedgerReceipt",
        summary: "Attest now, so that the next receipt covers what was booked since the last one",
        status: 202,
        answer: json(z.object({ status: z.literal("queued") })),
      },
    },
  },
  {
    path: `${WORKSPACE}/ledger/export`,
    tag: "Money",
    handlers: ledgerExport,
    operations: {
      GET: {
        id: "exportLedger",
        summary:
          "The whole book as a file that can be verified without AutoInk, or a part for a spreadsheet",
        status: 200,
        query: [
          { name: "format", says: "Transactions instead of the chain.", values: ["csv", "json"] },
          { name: "kind", says: "With a format: only transactions of this kind." },
          { name: "account", says: "With a format: only those that touch this account." },
          { name: "text", says: "With a format: only those whose memo holds this text." },
          { name: "from", says: "With a format: only those of this day (UTC) and later." },
          { name: "to", says: "With a format: only those of this day (UTC) and earlier." },
        ],
        answer: {
          kind: "bytes",
          mediaType: "application/octet-stream",
          says: "`chain.bin`: a header, then one record with its hash for each transaction.",
        },
      },
    },
  },
  {
    path: `${WORKSPACE}/audit-events`,
    tag: "History",
    handlers: auditEvents,
    operations: {
      GET: {
        id: "listAuditEvents",
        summary: "Who did what, the latest first",
        status: 200,
        answer: page(AuditEvent),
        query: [{ name: "action", says: "Only events of this name, such as `run.retried`." }],
      },
    },
  },
  {
    path: `${WORKSPACE}/outbound-rules`,
    tag: "Workspaces",
    handlers: outboundRules,
    operations: {
      GET: {
        id: "getOutboundRules",
        summary: "By which rules the workspace narrows where AutoInk calls for it",
        status: 200,
        answer: json(OutboundRules),
      },
      PUT: {
        id: "setOutboundRules",
        summary: "Set these rules, from the next call on",
        status: 200,
        answer: json(OutboundRules),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${WORKSPACE}/outbound-requests`,
    tag: "History",
    handlers: outboundRequests,
    operations: {
      GET: {
        id: "listOutboundRequests",
        summary: "Every call to another server for this workspace, the latest first",
        status: 200,
        query: OUTBOUND_FILTER,
        answer: page(OutboundRequest),
      },
    },
  },
  {
    path: `${WORKSPACE}/outbound-requests/export`,
    tag: "History",
    handlers: outboundExport,
    operations: {
      GET: {
        id: "exportOutboundRequests",
        summary: "The same calls as CSV",
        status: 200,
        query: OUTBOUND_FILTER,
        answer: {
          kind: "bytes",
          mediaType: "text/csv",
          says: "A row per call, the latest first.",
        },
      },
    },
  },
];

import * as calls from "@/app/api/v1/operator/reconciliation/calls/route";
import * as checks from "@/app/api/v1/operator/reconciliation/checks/route";
import * as days from "@/app/api/v1/operator/reconciliation/days/route";
import * as invoices from "@/app/api/v1/operator/reconciliation/invoices/route";
import * as providers from "@/app/api/v1/operator/reconciliation/route";
import { json, list, nothing, type PathDoc, page } from "@/lib/http/openapi/operation-doc";
import { PROVIDERS } from "@/lib/reconciliation";
import {
  ReconciledCall,
  ReconciledDay,
  ReconciledProvider,
  VendorInvoice,
} from "./views-reconciliation";

const tag = "Operator";
const PATH = "/operator/reconciliation";
const provider = {
  name: "provider",
  says: "The vendor.",
  isRequired: true,
  values: PROVIDERS,
};

/** What the vendors say they charged against what we know of: for whoever runs the installation. */
export const RECONCILIATION_PATHS: readonly PathDoc[] = [
  {
    path: PATH,
    tag,
    handlers: providers,
    operations: {
      GET: {
        id: "listReconciliation",
        summary: "How it stands with each vendor, and what is to be looked at",
        status: 200,
        answer: list(ReconciledProvider),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${PATH}/days`,
    tag,
    handlers: days,
    operations: {
      GET: {
        id: "listReconciledDays",
        summary: "Ours against theirs by UTC day, for the last month, the latest day first",
        status: 200,
        query: [provider],
        answer: list(ReconciledDay),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${PATH}/calls`,
    tag,
    handlers: calls,
    operations: {
      GET: {
        id: "listReconciledCalls",
        summary: "The calls behind our figure of a day",
        status: 200,
        query: [provider, { name: "day", says: "The UTC day, YYYY-MM-DD.", isRequired: true }],
        answer: page(ReconciledCall),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${PATH}/invoices`,
    tag,
    handlers: invoices,
    operations: {
      GET: {
        id: "listVendorInvoices",
        summary: "What was entered by hand, the latest first",
        status: 200,
        query: [provider],
        answer: list(VendorInvoice),
        errors: ["forbidden"],
      },
      POST: {
        id: "enterVendorInvoice",
        summary: "Enter what a vendor charged, or was paid in advance, where it can't be asked",
        status: 201,
        answer: json(VendorInvoice),
        errors: ["forbidden", "wrong_state"],
      },
    },
  },
  {
    path: `${PATH}/checks`,
    tag,
    handlers: checks,
    operations: {
      POST: {
        id: "requestReconciliation",
        summary: "Ask all vendors now",
        status: 204,
        answer: nothing,
        errors: ["forbidden"],
      },
    },
  },
];

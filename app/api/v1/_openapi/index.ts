import type { PathDoc } from "@/lib/http/openapi/operation-doc";
import { ACCOUNT_PATHS } from "./paths-account";
import { ARTICLE_PATHS } from "./paths-article";
import { OPERATOR_PATHS } from "./paths-operator";
import { PUBLISHING_PATHS } from "./paths-publishing";
import { RECONCILIATION_PATHS } from "./paths-reconciliation";
import { RUN_PATHS } from "./paths-run";
import { WORKSPACE_PATHS } from "./paths-workspace";
import { Article, Finding, Revision, Run, Snapshot, Source, Step } from "./views-article";
import { Margin, ModelPrice, PromoCode } from "./views-operator";
import { Destination, Hook, HookDelivery, Publication, Upload } from "./views-publishing";
import {
  ReconciledCall,
  ReconciledDay,
  ReconciledProvider,
  VendorInvoice,
} from "./views-reconciliation";
import {
  AuditEvent,
  Invitation,
  Invoice,
  InvoiceSummary,
  LedgerTransaction,
  LedgerVerification,
  Member,
  Party,
  PromoRedemption,
  Session,
  TokenPair,
  TopUp,
  User,
  Wallet,
  Workspace,
} from "./views-workspace";

/** Every address of the API but that of the document itself. A test compares it with the folders. */
export const API_PATHS: readonly PathDoc[] = [
  ...ACCOUNT_PATHS,
  ...WORKSPACE_PATHS,
  ...ARTICLE_PATHS,
  ...RUN_PATHS,
  ...PUBLISHING_PATHS,
  ...OPERATOR_PATHS,
  ...RECONCILIATION_PATHS,
];

/** The answers that go by a name of their own in the document. */
export const API_VIEWS = {
  Article,
  AuditEvent,
  Destination,
  Finding,
  Hook,
  HookDelivery,
  Invitation,
  Invoice,
  InvoiceSummary,
  LedgerTransaction,
  LedgerVerification,
  Margin,
  Member,
  ModelPrice,
  Party,
  PromoCode,
  PromoRedemption,
  Publication,
  ReconciledCall,
  ReconciledDay,
  ReconciledProvider,
  Revision,
  Run,
  Session,
  Snapshot,
  Source,
  Step,
  TokenPair,
  TopUp,
  Upload,
  User,
  VendorInvoice,
  Wallet,
  Workspace,
} as const;

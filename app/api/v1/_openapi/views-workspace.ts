import { z } from "zod";
import type { AuditEventView } from "@/lib/audit";
import {
  BREAK_REASONS,
  HOLD_STATES,
  type HoldView,
  type InvoiceSummaryView,
  type InvoiceView,
  LEDGER_KINDS,
  type LedgerTransactionView,
  type LedgerVerificationView,
  type PartyView,
  type PromoRedemptionView,
  type StartedTopUp as StartedTopUpView,
  TOP_UP_FAILURES,
  TOP_UP_STATUSES,
  type TopUpView,
  type WalletView,
} from "@/lib/billing";
import type { UserView } from "@/lib/identity";
import type { SessionView, TokenPairView } from "@/lib/identity/schema";
import type {
  InvitationView,
  MemberView,
  OutboundRulesView,
  WorkspaceView,
} from "@/lib/workspaces";
import { Id, Nanos, RoleName, Time, view } from "./view";

export const User = view<UserView>()(z.object({ id: Id, email: z.string(), name: z.string() }));

export const TokenPair = view<TokenPairView>()(
  z.object({
    access_token: z.string(),
    token_type: z.literal("Bearer"),
    expires_in: z.int(),
    refresh_token: z.string(),
    refresh_expires_in: z.int(),
  }),
);

export const Session = view<SessionView>()(
  z.object({
    id: Id,
    kind: z.enum(["browser", "program"]),
    device: z.string().nullable(),
    address: z.string().nullable(),
    created_at: Time,
    last_used_at: Time,
    is_current: z.boolean(),
  }),
);

export const Workspace = view<WorkspaceView>()(
  z.object({ id: Id, slug: z.string(), name: z.string(), created_at: Time }),
);
export const OwnWorkspace = Workspace.extend({ role: RoleName });

export const Me = User.extend({
  factors: z.array(z.string()),
  memberships: z.array(z.object({ workspace: Workspace, role: RoleName })),
});
export const SignedUp = z.object({ user: User, workspace: Workspace });
export const SignedIn = z.object({ user: User });
export const Waiting = z.object({ status: z.literal("waiting") });
export const Joined = z.object({ workspace: Workspace });

export const Member = view<MemberView>()(
  z.object({
    id: Id,
    user_id: Id,
    email: z.string(),
    name: z.string(),
    role: RoleName,
    created_at: Time,
  }),
);

export const Invitation = view<InvitationView>()(
  z.object({
    id: Id,
    email: z.string(),
    role: RoleName,
    status: z.enum(["pending", "expired", "accepted"]),
    created_at: Time,
    expires_at: Time,
  }),
);
/** The link is in this answer and in no later one. */
export const NewInvitation = Invitation.extend({ invite_url: z.url() });

export const Wallet = view<WalletView>()(
  z.object({ balance_nanos: Nanos, held_nanos: Nanos, available_nanos: Nanos }),
);

export const TopUp = view<TopUpView>()(
  z.object({
    id: Id,
    amount_nanos: Nanos,
    status: z.enum(TOP_UP_STATUSES),
    failure_code: z.enum(TOP_UP_FAILURES).nullable(),
    refunded_nanos: Nanos,
    disputed_nanos: Nanos,
    created_at: Time,
    paid_at: Time.nullable(),
  }),
);
/** `url` is the page to pay on. Nothing is credited before the payment has come in. */
export const StartedTopUp = view<StartedTopUpView>()(z.object({ id: Id, url: z.url() }));

export const PromoRedemption = view<PromoRedemptionView>()(
  z.object({ id: Id, amount_nanos: Nanos, created_at: Time }),
);

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

export const Party = view<PartyView>()(
  z.object({ name: z.string(), address: z.string(), tax_id: z.string().nullable() }),
);

export const InvoiceSummary = view<InvoiceSummaryView>()(
  z.object({
    id: Id,
    number: z.int(),
    period: z.string(),
    issued_at: Time,
    opening_nanos: Nanos,
    paid_in_nanos: Nanos,
    usage_nanos: Nanos,
    closing_nanos: Nanos,
  }),
);

/** What a month (UTC) did to the wallet. `head_hash` is that of the transaction `last_seq` of the book. */
export const Invoice = view<InvoiceView>()(
  InvoiceSummary.extend({
    issuer: Party,
    recipient: Party,
    paid_in: z.array(z.object({ seq: z.string(), kind: z.string(), at: Time, nanos: Nanos })),
    usage_by_article: z.array(
      z.object({ article_id: Id.nullable(), title: z.string(), runs: z.int(), nanos: Nanos }),
    ),
    usage_by_model: z.array(
      z.object({ provider: z.string(), model: z.string(), calls: z.int(), nanos: Nanos }),
    ),
    first_seq: z.string(),
    last_seq: z.string(),
    head_hash: Hash,
  }),
);

export const LedgerTransaction = view<LedgerTransactionView>()(
  z.object({
    id: Id,
    seq: z.string(),
    kind: z.enum(LEDGER_KINDS),
    memo: z.string(),
    created_at: Time,
    hash: Hash,
    body_hash: Hash,
    postings: z.array(z.object({ debit: z.string(), credit: z.string(), amount_nanos: Nanos })),
  }),
);

export const Hold = view<HoldView>()(
  z.object({
    id: Id,
    state: z.enum(HOLD_STATES),
    amount_nanos: Nanos,
    charged_nanos: Nanos,
    created_at: Time,
    expires_at: Time,
    resolved_at: Time.nullable(),
  }),
);

export const LedgerVerification = view<LedgerVerificationView>()(
  z.object({
    ok: z.boolean(),
    count: z.string(),
    head: z.object({ seq: z.string(), hash: Hash }),
    broken_at: z.string().optional(),
    reason: z.enum(BREAK_REASONS).optional(),
  }),
);

export const AuditEvent = view<AuditEventView>()(
  z.object({
    id: Id,
    actor_id: Id.nullable(),
    action: z.string(),
    subject_kind: z.string(),
    subject_id: z.string().nullable(),
    detail: z.unknown(),
    created_at: Time,
  }),
);

export const OutboundRules = view<OutboundRulesView>()(
  z.object({
    allow_hosts: z.array(z.string()),
    deny_hosts: z.array(z.string()),
    https_only: z.boolean(),
  }),
);

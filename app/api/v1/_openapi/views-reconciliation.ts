import { z } from "zod";
import {
  ALERT_KINDS,
  type AlertView,
  INVOICE_KINDS,
  type InvoiceView,
  PROVIDERS,
  type ProviderDayView,
  type ProviderView,
  RECONCILIATION_STATES,
  SOURCES,
  type VendorCallView,
} from "@/lib/reconciliation";
import { Id, Nanos, Time, view } from "./view";

const Provider = z.enum(PROVIDERS);
const State = z.enum(RECONCILIATION_STATES);
const Source = z.enum(SOURCES);
const Day = z.iso.date();
/** Vendors may give more back than they take. */
const SignedNanos = z.string().regex(/^-?\d+$/);

const Alert = view<AlertView>()(
  z.object({
    id: Id,
    provider: Provider,
    kind: z.enum(ALERT_KINDS),
    subject: z.string(),
    message: z.string(),
    ours_nanos: SignedNanos.nullable(),
    theirs_nanos: SignedNanos.nullable(),
    opened_at: Time,
  }),
);

/** How it stands with a vendor. The amounts are of the last 30 days, as far as both are known. */
export const ReconciledProvider = view<ProviderView>()(
  z.object({
    provider: Provider,
    state: State.nullable(),
    source: Source,
    read_at: Time.nullable(),
    problem: z.string().nullable(),
    ours_nanos: SignedNanos,
    theirs_nanos: SignedNanos,
    alerts: z.array(Alert),
  }),
);

/** Ours against theirs for a day, or for a longer time that ends with it. */
export const ReconciledDay = view<ProviderDayView>()(
  z.object({
    provider: Provider,
    day: Day,
    state: State,
    source: Source,
    from_time: Time,
    until_time: Time,
    ours_nanos: SignedNanos,
    theirs_nanos: SignedNanos.nullable(),
    revision: z.int(),
    judged_at: Time,
  }),
);

/** A call, with its price by our table and by the vendor's own answer. */
export const ReconciledCall = view<VendorCallView>()(
  z.object({
    id: Id,
    workspace_slug: z.string(),
    article_id: Id,
    run_id: Id,
    step: z.string(),
    model: z.string().nullable(),
    finished_at: Time,
    input_tokens: z.int().nullable(),
    output_tokens: z.int().nullable(),
    listed_nanos: Nanos.nullable(),
    reported_nanos: Nanos.nullable(),
    cost_nanos: Nanos.nullable(),
    state: State,
  }),
);

/** What an operator entered for a vendor that can't be asked. */
export const VendorInvoice = view<InvoiceView>()(
  z.object({
    id: Id,
    provider: Provider,
    kind: z.enum(INVOICE_KINDS),
    reference: z.string(),
    from_day: Day,
    last_day: Day,
    amount_nanos: Nanos,
    entered_at: Time,
  }),
);

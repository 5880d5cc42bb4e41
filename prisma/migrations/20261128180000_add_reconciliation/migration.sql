-- CreateTable
CREATE TABLE "bill_readings" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "message" TEXT,
    "balance_nanos" BIGINT,
    "deposited_nanos" BIGINT,
    "resolution_nanos" BIGINT,
    "evidence_hash" BYTEA,
    "evidence" TEXT,

    CONSTRAINT "bill_readings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vendor_invoices" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "entered_by" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vendor_invoices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_days" (
    "provider" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "revision" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "from_time" TIMESTAMPTZ(3) NOT NULL,
    "until_time" TIMESTAMPTZ(3) NOT NULL,
    "ours_nanos" BIGINT NOT NULL,
    "theirs_nanos" BIGINT,
    "state" TEXT NOT NULL,
    "reading_id" UUID,
    "invoice_id" UUID,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_days_pkey" PRIMARY KEY ("provider","day","revision")
);

-- CreateTable
CREATE TABLE "reconciliation_alerts" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "ours_nanos" BIGINT,
    "theirs_nanos" BIGINT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_alerts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bill_readings_provider_read_at_idx" ON "bill_readings"("provider", "read_at");

-- CreateIndex
CREATE INDEX "vendor_invoices_provider_from_day_idx" ON "vendor_invoices"("provider", "from_day");

-- CreateIndex
CREATE INDEX "reconciliation_alerts_provider_opened_at_idx" ON "reconciliation_alerts"("provider", "opened_at");

-- AddForeignKey
ALTER TABLE "provider_days" ADD CONSTRAINT "provider_days_reading_id_fkey" FOREIGN KEY ("reading_id") REFERENCES "bill_readings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_days" ADD CONSTRAINT "provider_days_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "vendor_invoices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One alert of a finding is open at a time.
CREATE UNIQUE INDEX reconciliation_alerts_open ON reconciliation_alerts (provider, kind, subject) WHERE closed_at IS NULL;

-- Rows of no workspace: the system role alone. What was read, entered and judged is added to and never changed.
GRANT SELECT, INSERT ON bill_readings, vendor_invoices, provider_days TO autoink_system;
GRANT SELECT, INSERT, UPDATE (closed_at) ON reconciliation_alerts TO autoink_system;
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['bill_readings', 'vendor_invoices', 'provider_days'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s
                      FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s
                      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END
$$;

ALTER TABLE bill_readings
  ADD CONSTRAINT bill_readings_outcome CHECK (outcome IN ('days', 'balance', 'unreadable', 'unavailable')),
  ADD CONSTRAINT bill_readings_reason CHECK ((outcome = 'unreadable') = (reason IS NOT NULL)),
  ADD CONSTRAINT bill_readings_balance CHECK ((outcome = 'balance') = (balance_nanos IS NOT NULL AND resolution_nanos IS NOT NULL)),
  ADD CONSTRAINT bill_readings_window CHECK (from_day < until_day),
  ADD CONSTRAINT bill_readings_hash CHECK (octet_length(evidence_hash) = 32);
ALTER TABLE vendor_invoices
  ADD CONSTRAINT vendor_invoices_kind CHECK (kind IN ('invoice', 'top_up')),
  ADD CONSTRAINT vendor_invoices_period CHECK (from_day < until_day),
  ADD CONSTRAINT vendor_invoices_amount CHECK (amount_nanos >= 0);
ALTER TABLE provider_days
  ADD CONSTRAINT provider_days_revision CHECK (revision > 0),
  ADD CONSTRAINT provider_days_source CHECK (source IN ('bill', 'balance', 'invoice', 'none')),
  ADD CONSTRAINT provider_days_state CHECK (state IN ('matched', 'waiting', 'drift', 'unreadable', 'no_source')),
  ADD CONSTRAINT provider_days_time CHECK (from_time < until_time);
ALTER TABLE reconciliation_alerts
  ADD CONSTRAINT reconciliation_alerts_kind CHECK (kind IN ('day_drift', 'week_drift', 'slow_drift', 'call_drift', 'late', 'unreadable'));

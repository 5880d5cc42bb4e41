-- CreateTable
CREATE TABLE "top_ups" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "failure_code" TEXT,
    "checkout_id" TEXT,
    "payment_id" TEXT,
    "refunded_nanos" BIGINT NOT NULL DEFAULT 0,
    "disputed_nanos" BIGINT NOT NULL DEFAULT 0,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_at" TIMESTAMPTZ(3),
    "pulled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "top_ups_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "payment_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_feeds" (
    "provider" TEXT NOT NULL,
    "read_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_feeds_pkey" PRIMARY KEY ("provider")
);

-- CreateIndex
CREATE UNIQUE INDEX "top_ups_id_key" ON "top_ups"("id");

-- CreateIndex
CREATE UNIQUE INDEX "top_ups_checkout_id_key" ON "top_ups"("checkout_id");

-- CreateIndex
CREATE UNIQUE INDEX "top_ups_payment_id_key" ON "top_ups"("payment_id");

-- CreateIndex
CREATE INDEX "top_ups_status_pulled_at_idx" ON "top_ups"("status", "pulled_at");

-- CreateIndex
CREATE INDEX "payment_events_created_at_idx" ON "payment_events"("created_at");

-- AddForeignKey
ALTER TABLE "top_ups" ADD CONSTRAINT "top_ups_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rows of a workspace: seen by that workspace only, as in guard_rows.
ALTER TABLE top_ups ENABLE ROW LEVEL SECURITY;
ALTER TABLE top_ups FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON top_ups TO autoink_app
  USING (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  WITH CHECK (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY system ON top_ups TO autoink_system USING (true) WITH CHECK (true);
CREATE POLICY owner ON top_ups TO CURRENT_USER USING (true) WITH CHECK (true);

-- A workspace asks for a top-up. What has become of it says the provider, through the system role; it is never deleted.
GRANT SELECT, INSERT (owner_workspace_id, id, amount_nanos, created_by, created_at, pulled_at) ON top_ups TO autoink_app;
GRANT SELECT, INSERT, UPDATE ON top_ups TO autoink_system;

-- Rows of no workspace: the system role alone.
GRANT SELECT, INSERT, UPDATE, DELETE ON payment_events, payment_feeds TO autoink_system;

ALTER TABLE top_ups
  ADD CONSTRAINT top_ups_status CHECK (status IN ('pending', 'paid', 'expired', 'failed', 'partially_refunded', 'refunded', 'disputed')),
  ADD CONSTRAINT top_ups_failure CHECK (failure_code IS NULL OR failure_code IN ('not_created', 'declined', 'mismatch')),
  ADD CONSTRAINT top_ups_failed CHECK ((status = 'failed') = (failure_code IS NOT NULL)),
  ADD CONSTRAINT top_ups_amount CHECK (amount_nanos > 0),
  ADD CONSTRAINT top_ups_sums CHECK (refunded_nanos BETWEEN 0 AND amount_nanos AND disputed_nanos >= 0),
  ADD CONSTRAINT top_ups_paid CHECK ((paid_at IS NULL) = (status IN ('pending', 'expired', 'failed')));

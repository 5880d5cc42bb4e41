-- CreateTable
CREATE TABLE "issuers" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "tax_id" TEXT,
    "updated_by" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "issuers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_details" (
    "owner_workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "tax_id" TEXT,
    "updated_by" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_details_pkey" PRIMARY KEY ("owner_workspace_id")
);

-- CreateTable
CREATE TABLE "invoices" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "first_seq" BIGINT NOT NULL,
    "last_seq" BIGINT NOT NULL,
    "head_hash" BYTEA NOT NULL,
    "opening_nanos" BIGINT NOT NULL,
    "closing_nanos" BIGINT NOT NULL,
    "content" JSONB NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invoices_number_key" ON "invoices"("number");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_owner_workspace_id_period_key" ON "invoices"("owner_workspace_id", "period");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_owner_workspace_id_first_seq_key" ON "invoices"("owner_workspace_id", "first_seq");

-- AddForeignKey
ALTER TABLE "billing_details" ADD CONSTRAINT "billing_details_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE issuers ADD CONSTRAINT issuers_one CHECK (id = 1);
ALTER TABLE invoices
  ADD CONSTRAINT invoices_number CHECK (number >= 1),
  ADD CONSTRAINT invoices_period CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT invoices_seqs CHECK (first_seq BETWEEN 1 AND last_seq),
  ADD CONSTRAINT invoices_head_hash CHECK (octet_length(head_hash) = 32);

-- Rows of a workspace: seen by that workspace only, as in guard_rows.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['billing_details', 'invoices'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY workspace ON %I TO autoink_app
         USING (owner_workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)
         WITH CHECK (owner_workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', t);
    EXECUTE format('CREATE POLICY system ON %I TO autoink_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END
$$;

-- A workspace says who its invoices are for; what they say is the system role's to write, once.
GRANT SELECT, INSERT, UPDATE ON billing_details TO autoink_app;
GRANT SELECT ON billing_details TO autoink_system;
GRANT SELECT ON invoices TO autoink_app;
GRANT SELECT, INSERT ON invoices TO autoink_system;
GRANT SELECT, INSERT, UPDATE ON issuers TO autoink_system;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- CreateTable
CREATE TABLE "promo_codes" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "redemptions_max" INTEGER NOT NULL,
    "redeemed_count" INTEGER NOT NULL DEFAULT 0,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "promo_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promo_redemptions" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "promo_code_id" UUID NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "promo_redemptions_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "promo_misses" (
    "id" BIGSERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "tried_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promo_misses_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "promo_codes_code_key" ON "promo_codes"("code");

-- CreateIndex
CREATE INDEX "promo_codes_created_at_idx" ON "promo_codes"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "promo_redemptions_owner_workspace_id_promo_code_id_key" ON "promo_redemptions"("owner_workspace_id", "promo_code_id");

-- CreateIndex
CREATE INDEX "promo_misses_user_id_tried_at_idx" ON "promo_misses"("user_id", "tried_at");

-- AddForeignKey
ALTER TABLE "promo_redemptions" ADD CONSTRAINT "promo_redemptions_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promo_redemptions" ADD CONSTRAINT "promo_redemptions_promo_code_id_fkey" FOREIGN KEY ("promo_code_id") REFERENCES "promo_codes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE promo_codes
  ADD CONSTRAINT promo_codes_code CHECK (code ~ '^[A-Z0-9-]{6,40}$'),
  ADD CONSTRAINT promo_codes_amount CHECK (amount_nanos > 0),
  ADD CONSTRAINT promo_codes_redemptions CHECK (redemptions_max > 0 AND redeemed_count BETWEEN 0 AND redemptions_max);
ALTER TABLE promo_redemptions ADD CONSTRAINT promo_redemptions_amount CHECK (amount_nanos > 0);

-- Rows of a workspace: seen by that workspace only, as in guard_rows. Credit is given through the system role.
ALTER TABLE promo_redemptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE promo_redemptions FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON promo_redemptions TO autoink_app
  USING (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  WITH CHECK (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY system ON promo_redemptions TO autoink_system USING (true) WITH CHECK (true);
CREATE POLICY owner ON promo_redemptions TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON promo_redemptions TO autoink_app;
GRANT SELECT, INSERT ON promo_redemptions TO autoink_system;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON promo_redemptions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON promo_redemptions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Of no workspace: a code is known by who was told it, and by the system role. What it is worth never changes.
GRANT SELECT, INSERT, UPDATE (redeemed_count) ON promo_codes TO autoink_system;
GRANT SELECT, INSERT, DELETE ON promo_misses TO autoink_system;
GRANT USAGE ON SEQUENCE promo_misses_id_seq TO autoink_system;

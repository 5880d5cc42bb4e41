-- AlterTable
ALTER TABLE "hooks" ADD COLUMN "argv" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "disabled_by" TEXT,
ADD COLUMN "key" TEXT,
ALTER COLUMN "url" DROP NOT NULL,
ALTER COLUMN "secret_sealed" DROP NOT NULL;

-- AlterTable
ALTER TABLE "hook_deliveries" ADD COLUMN "attempts_before" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "next_attempt_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "hook_attempts" (
    "owner_workspace_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ms" INTEGER NOT NULL,
    "response_status" INTEGER,
    "detail" TEXT NOT NULL,
    "program" JSONB,

    CONSTRAINT "hook_attempts_pkey" PRIMARY KEY ("owner_workspace_id","delivery_id","number")
);

-- CreateIndex
CREATE INDEX "hook_deliveries_status_next_attempt_at_idx" ON "hook_deliveries"("status", "next_attempt_at");

-- AddForeignKey
ALTER TABLE "hook_attempts" ADD CONSTRAINT "hook_attempts_owner_workspace_id_delivery_id_fkey" FOREIGN KEY ("owner_workspace_id", "delivery_id") REFERENCES "hook_deliveries"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rows of a workspace: seen by that workspace only, as in guard_rows.
ALTER TABLE hook_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE hook_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON hook_attempts TO autoink_app
  USING (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  WITH CHECK (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY system ON hook_attempts TO autoink_system USING (true) WITH CHECK (true);
CREATE POLICY owner ON hook_attempts TO CURRENT_USER USING (true) WITH CHECK (true);

-- What was tried stays as it was written; it goes with its delivery, and that with its hook.
GRANT SELECT, INSERT ON hook_attempts TO autoink_app, autoink_system;

-- What is known of the rows that are there: until now only a receiver could turn a hook off.
UPDATE hooks SET disabled_by = 'receiver' WHERE disabled_at IS NOT NULL;
UPDATE hook_deliveries SET next_attempt_at = updated_at WHERE status = 'queued';

ALTER TABLE hooks
  DROP CONSTRAINT hooks_kind,
  ADD CONSTRAINT hooks_kind CHECK (kind IN ('http', 'indexnow', 'sitemap-check', 'command')),
  ADD CONSTRAINT hooks_url CHECK ((kind IN ('http', 'sitemap-check')) = (url IS NOT NULL)),
  ADD CONSTRAINT hooks_secret CHECK ((kind = 'http') = (secret_sealed IS NOT NULL)),
  ADD CONSTRAINT hooks_key CHECK ((kind = 'indexnow') = (key IS NOT NULL)),
  ADD CONSTRAINT hooks_argv CHECK ((kind = 'command') = (coalesce(cardinality(argv), 0) > 0)),
  ADD CONSTRAINT hooks_disabled CHECK ((disabled_at IS NULL) = (disabled_by IS NULL)),
  ADD CONSTRAINT hooks_disabled_by CHECK (disabled_by IN ('receiver', 'person'));
ALTER TABLE hook_deliveries
  ADD CONSTRAINT hook_deliveries_next CHECK ((status = 'queued') = (next_attempt_at IS NOT NULL)),
  ADD CONSTRAINT hook_deliveries_attempts CHECK (attempts_before BETWEEN 0 AND attempt_count);

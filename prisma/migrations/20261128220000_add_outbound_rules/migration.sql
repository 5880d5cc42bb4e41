-- CreateTable
CREATE TABLE "outbound_rules" (
    "owner_workspace_id" UUID NOT NULL,
    "allow_hosts" TEXT[],
    "deny_hosts" TEXT[],
    "https_only" BOOLEAN NOT NULL,
    "updated_by" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbound_rules_pkey" PRIMARY KEY ("owner_workspace_id")
);

-- AddForeignKey
ALTER TABLE "outbound_rules" ADD CONSTRAINT "outbound_rules_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rows of a workspace: seen by that workspace only, as in guard_rows.
ALTER TABLE outbound_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbound_rules FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON outbound_rules TO autoink_app
  USING (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  WITH CHECK (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY system ON outbound_rules TO autoink_system USING (true) WITH CHECK (true);
CREATE POLICY owner ON outbound_rules TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON outbound_rules TO autoink_app;
GRANT SELECT ON outbound_rules TO autoink_system;

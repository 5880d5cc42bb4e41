-- CreateTable
CREATE TABLE "outbound_requests" (
    "id" UUID NOT NULL,
    "owner_workspace_id" UUID,
    "purpose" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "hops" JSONB NOT NULL,
    "hidden_addresses" TEXT[],
    "verdict" TEXT NOT NULL,
    "code" TEXT,
    "bytes" INTEGER NOT NULL,
    "ms" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbound_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outbound_requests_owner_workspace_id_id_idx" ON "outbound_requests"("owner_workspace_id", "id");

-- CreateIndex
CREATE INDEX "outbound_requests_created_at_idx" ON "outbound_requests"("created_at");

-- AddForeignKey
ALTER TABLE "outbound_requests" ADD CONSTRAINT "outbound_requests_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE outbound_requests
  ADD CONSTRAINT outbound_requests_verdict CHECK (verdict IN ('allowed', 'refused', 'failed', 'would_refuse')),
  ADD CONSTRAINT outbound_requests_hops CHECK (jsonb_typeof(hops) = 'array' AND jsonb_array_length(hops) = cardinality(hidden_addresses)),
  ADD CONSTRAINT outbound_requests_counts CHECK (bytes >= 0 AND ms >= 0);

-- Rows of a workspace: seen by that workspace only, as in guard_rows. Calls of the installation itself have none.
ALTER TABLE outbound_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbound_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON outbound_requests TO autoink_app
  USING (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  WITH CHECK (owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY system ON outbound_requests TO autoink_system USING (true) WITH CHECK (true);
CREATE POLICY owner ON outbound_requests TO CURRENT_USER USING (true) WITH CHECK (true);

-- A workspace never reads an address inside: those are for whoever runs the installation. Old rows are forgotten.
GRANT SELECT (id, owner_workspace_id, purpose, method, host, hops, verdict, code, bytes, ms, created_at)
  ON outbound_requests TO autoink_app;
GRANT SELECT, INSERT, DELETE ON outbound_requests TO autoink_system;

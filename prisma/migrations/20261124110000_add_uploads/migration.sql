-- AlterTable
ALTER TABLE "hosted_pages" ADD COLUMN     "upload_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- CreateTable
CREATE TABLE "uploads" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "media_type" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "alt" TEXT NOT NULL,
    "data" BYTEA NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "uploads_id_key" ON "uploads"("id");

-- AddForeignKey
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rows of a workspace: seen by that workspace only, as in guard_rows.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['uploads'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY workspace ON %I TO autoink_app
         USING (owner_workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)
         WITH CHECK (owner_workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', t);
    EXECUTE format('CREATE POLICY system ON %I TO autoink_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO autoink_app, autoink_system', t);
  END LOOP;
END
$$;

ALTER TABLE uploads
  ADD CONSTRAINT uploads_media_type CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
  ADD CONSTRAINT uploads_size CHECK (width > 0 AND height > 0 AND bytes = octet_length(data));

-- "Which published page shows this image" is asked at every request for one.
CREATE INDEX hosted_pages_upload_ids ON hosted_pages USING gin (upload_ids);

-- How many readers in a row did not come back from a source.
ALTER TABLE "public"."sources" ADD COLUMN "reader_deaths" INTEGER NOT NULL DEFAULT 0;

-- Each new step looks up how many of its workspace wait already.
CREATE INDEX "steps_owner_workspace_id_status_idx" ON "public"."steps"("owner_workspace_id", "status");

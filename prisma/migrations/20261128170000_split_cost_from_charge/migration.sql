-- What a vendor's call costs us, beside what its workspace is charged (settled_nanos).

-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "cost_nanos" BIGINT,
ADD COLUMN     "listed_nanos" BIGINT,
ADD COLUMN     "model" TEXT,
ADD COLUMN     "provider" TEXT,
ADD COLUMN     "reported_nanos" BIGINT;

-- CreateIndex
CREATE INDEX "attempts_provider_finished_at_idx" ON "attempts"("provider", "finished_at");

-- Calls made before this: the charge was the cost, and the price's id begins with the provider and the model.
UPDATE attempts a SET
  cost_nanos = CASE WHEN a.usage IS NOT NULL THEN a.settled_nanos END,
  provider = r.provider,
  model = r.model
FROM steps s JOIN runs r ON (r.owner_workspace_id, r.id) = (s.owner_workspace_id, s.run_id)
WHERE (s.owner_workspace_id, s.id) = (a.owner_workspace_id, a.step_id) AND a.price_id IS NOT NULL;

ALTER TABLE attempts
  ADD CONSTRAINT attempts_money CHECK (held_nanos >= 0 AND settled_nanos >= 0 AND cost_nanos >= 0
    AND listed_nanos >= 0 AND reported_nanos >= 0),
  ADD CONSTRAINT attempts_call CHECK ((provider IS NULL) = (model IS NULL));

-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "margin_bps" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "margins" (
    "id" UUID NOT NULL,
    "basis_points" INTEGER NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "margins_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "margins_effective_from_key" ON "margins"("effective_from");

ALTER TABLE attempts ADD CONSTRAINT attempts_margin CHECK (margin_bps BETWEEN 0 AND 100000);
ALTER TABLE margins ADD CONSTRAINT margins_basis_points CHECK (basis_points BETWEEN 0 AND 100000);

-- Of no workspace, as model_prices.
GRANT SELECT ON margins TO autoink_app;
GRANT SELECT, INSERT ON margins TO autoink_system;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON margins FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON margins FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

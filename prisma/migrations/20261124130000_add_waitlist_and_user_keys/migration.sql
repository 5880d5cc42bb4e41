-- CreateTable
CREATE TABLE "user_idempotency_records" (
    "user_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "operation" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "resource_id" UUID NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_idempotency_records_pkey" PRIMARY KEY ("user_id","key_hash")
);

-- CreateTable
CREATE TABLE "waitlist_entries" (
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "waitlist_entries_pkey" PRIMARY KEY ("email")
);

-- AddForeignKey
ALTER TABLE "user_idempotency_records" ADD CONSTRAINT "user_idempotency_records_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rows of no workspace: the system role alone.
GRANT SELECT, INSERT, UPDATE, DELETE ON user_idempotency_records, waitlist_entries TO autoink_system;

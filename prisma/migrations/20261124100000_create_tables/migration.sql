-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "ledger";

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "password_pepper_id" TEXT NOT NULL,
    "auth_version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "token_hash" BYTEA,
    "user_agent" TEXT,
    "address" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_tokens" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "invited_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "idempotency_records" (
    "owner_workspace_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "operation" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "resource_id" UUID NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_records_pkey" PRIMARY KEY ("owner_workspace_id","key_hash")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "articles" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "brief" JSONB NOT NULL,
    "latest_revision" INTEGER NOT NULL DEFAULT 0,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "articles_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "sources" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT,
    "is_own" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL,
    "failure_code" TEXT,
    "failure_detail" TEXT,
    "fetch_count" INTEGER NOT NULL DEFAULT 0,
    "snapshot_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sources_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "source_uploads" (
    "owner_workspace_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "media_type" TEXT NOT NULL,
    "file_name" TEXT,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "source_uploads_pkey" PRIMARY KEY ("owner_workspace_id","source_id")
);

-- CreateTable
CREATE TABLE "snapshots" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "media_type" TEXT NOT NULL,
    "final_url" TEXT,
    "title" TEXT NOT NULL,
    "language" TEXT,
    "text" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "word_count" INTEGER NOT NULL,
    "byte_count" INTEGER NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "snapshots_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "revisions" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "meta" JSONB NOT NULL,
    "hash" BYTEA NOT NULL,
    "origin" TEXT NOT NULL,
    "run_id" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revisions_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "link_results" (
    "owner_workspace_id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "is_ok" BOOLEAN NOT NULL,
    "detail" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_results_pkey" PRIMARY KEY ("owner_workspace_id","article_id","url")
);

-- CreateTable
CREATE TABLE "approvals" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "revision_number" INTEGER NOT NULL,
    "revision_hash" BYTEA NOT NULL,
    "decision" TEXT NOT NULL,
    "comment" TEXT,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "runs" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "waiting_for" TEXT,
    "budget_nanos" BIGINT,
    "quote_nanos" BIGINT NOT NULL,
    "outline" JSONB,
    "revision_number" INTEGER,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_detail" TEXT,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "runs_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "steps" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "held_nanos" BIGINT NOT NULL DEFAULT 0,
    "settled_nanos" BIGINT NOT NULL DEFAULT 0,
    "released_nanos" BIGINT NOT NULL DEFAULT 0,
    "usage" JSONB,
    "comment" TEXT,
    "error_code" TEXT,
    "error_detail" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "steps_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "step_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "hold_id" UUID,
    "price_id" TEXT,
    "held_nanos" BIGINT NOT NULL DEFAULT 0,
    "settled_nanos" BIGINT NOT NULL DEFAULT 0,
    "usage" JSONB,
    "is_estimated" BOOLEAN NOT NULL DEFAULT false,
    "vendor_request_id" TEXT,
    "error_code" TEXT,
    "error_detail" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "run_events" (
    "id" BIGSERIAL NOT NULL,
    "owner_workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "destinations" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "options" JSONB NOT NULL DEFAULT '{}',
    "credentials_sealed" BYTEA,
    "credentials_fingerprint" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "destinations_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "publications" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "revision_number" INTEGER NOT NULL,
    "revision_hash" BYTEA NOT NULL,
    "mode" TEXT NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,
    "remote_id" TEXT,
    "remote_url" TEXT,
    "remote_lock" TEXT,
    "verified_revision_number" INTEGER,
    "verified_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_detail" TEXT,
    "intent" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publications_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "publication_attempts" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "detail" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "publication_attempts_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "hosted_pages" (
    "owner_workspace_id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "author_name" TEXT,
    "language" TEXT,
    "body_hash" BYTEA NOT NULL,
    "publish_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hosted_pages_pkey" PRIMARY KEY ("owner_workspace_id","article_id")
);

-- CreateTable
CREATE TABLE "hooks" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret_sealed" BYTEA NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hooks_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "hook_deliveries" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hook_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "response_status" INTEGER,
    "detail" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hook_deliveries_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "ledger"."books" (
    "owner_workspace_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "books_pkey" PRIMARY KEY ("owner_workspace_id")
);

-- CreateTable
CREATE TABLE "ledger"."accounts" (
    "owner_workspace_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "floor_nanos" BIGINT,
    "balance_nanos" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("owner_workspace_id","code")
);

-- CreateTable
CREATE TABLE "ledger"."transactions" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transactions_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateTable
CREATE TABLE "ledger"."postings" (
    "owner_workspace_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "debit" TEXT NOT NULL,
    "credit" TEXT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,

    CONSTRAINT "postings_pkey" PRIMARY KEY ("owner_workspace_id","transaction_id","line")
);

-- CreateTable
CREATE TABLE "ledger"."holds" (
    "owner_workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "charged_nanos" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "holds_pkey" PRIMARY KEY ("owner_workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "refresh_tokens_token_hash_key" ON "refresh_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "refresh_tokens_session_id_idx" ON "refresh_tokens"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_slug_key" ON "workspaces"("slug");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_owner_workspace_id_user_id_key" ON "memberships"("owner_workspace_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_owner_workspace_id_email_idx" ON "invitations"("owner_workspace_id", "email");

-- CreateIndex
CREATE INDEX "audit_events_owner_workspace_id_created_at_idx" ON "audit_events"("owner_workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "articles_owner_workspace_id_updated_at_idx" ON "articles"("owner_workspace_id", "updated_at");

-- CreateIndex
CREATE INDEX "sources_owner_workspace_id_article_id_position_idx" ON "sources"("owner_workspace_id", "article_id", "position");

-- CreateIndex
CREATE INDEX "snapshots_owner_workspace_id_source_id_idx" ON "snapshots"("owner_workspace_id", "source_id");

-- CreateIndex
CREATE UNIQUE INDEX "revisions_owner_workspace_id_article_id_number_key" ON "revisions"("owner_workspace_id", "article_id", "number");

-- CreateIndex
CREATE INDEX "approvals_owner_workspace_id_article_id_revision_number_idx" ON "approvals"("owner_workspace_id", "article_id", "revision_number");

-- CreateIndex
CREATE INDEX "runs_owner_workspace_id_article_id_created_at_idx" ON "runs"("owner_workspace_id", "article_id", "created_at");

-- CreateIndex
CREATE INDEX "runs_status_updated_at_idx" ON "runs"("status", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "steps_owner_workspace_id_run_id_position_key" ON "steps"("owner_workspace_id", "run_id", "position");

-- CreateIndex
CREATE INDEX "attempts_state_heartbeat_at_idx" ON "attempts"("state", "heartbeat_at");

-- CreateIndex
CREATE UNIQUE INDEX "attempts_owner_workspace_id_step_id_number_key" ON "attempts"("owner_workspace_id", "step_id", "number");

-- CreateIndex
CREATE INDEX "run_events_owner_workspace_id_run_id_id_idx" ON "run_events"("owner_workspace_id", "run_id", "id");

-- CreateIndex
CREATE INDEX "publications_status_updated_at_idx" ON "publications"("status", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "publications_owner_workspace_id_article_id_destination_id_key" ON "publications"("owner_workspace_id", "article_id", "destination_id");

-- CreateIndex
CREATE UNIQUE INDEX "publication_attempts_owner_workspace_id_publication_id_numb_key" ON "publication_attempts"("owner_workspace_id", "publication_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "hosted_pages_owner_workspace_id_slug_key" ON "hosted_pages"("owner_workspace_id", "slug");

-- CreateIndex
CREATE INDEX "hook_deliveries_owner_workspace_id_hook_id_created_at_idx" ON "hook_deliveries"("owner_workspace_id", "hook_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "transactions_owner_workspace_id_seq_key" ON "ledger"."transactions"("owner_workspace_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "transactions_owner_workspace_id_idempotency_key_key" ON "ledger"."transactions"("owner_workspace_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "holds_state_expires_at_idx" ON "ledger"."holds"("state", "expires_at");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_records" ADD CONSTRAINT "idempotency_records_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "articles" ADD CONSTRAINT "articles_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sources" ADD CONSTRAINT "sources_owner_workspace_id_article_id_fkey" FOREIGN KEY ("owner_workspace_id", "article_id") REFERENCES "articles"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_uploads" ADD CONSTRAINT "source_uploads_owner_workspace_id_source_id_fkey" FOREIGN KEY ("owner_workspace_id", "source_id") REFERENCES "sources"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_owner_workspace_id_source_id_fkey" FOREIGN KEY ("owner_workspace_id", "source_id") REFERENCES "sources"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_owner_workspace_id_article_id_fkey" FOREIGN KEY ("owner_workspace_id", "article_id") REFERENCES "articles"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_results" ADD CONSTRAINT "link_results_owner_workspace_id_article_id_fkey" FOREIGN KEY ("owner_workspace_id", "article_id") REFERENCES "articles"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_owner_workspace_id_article_id_fkey" FOREIGN KEY ("owner_workspace_id", "article_id") REFERENCES "articles"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_owner_workspace_id_article_id_fkey" FOREIGN KEY ("owner_workspace_id", "article_id") REFERENCES "articles"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_owner_workspace_id_run_id_fkey" FOREIGN KEY ("owner_workspace_id", "run_id") REFERENCES "runs"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_owner_workspace_id_step_id_fkey" FOREIGN KEY ("owner_workspace_id", "step_id") REFERENCES "steps"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_events" ADD CONSTRAINT "run_events_owner_workspace_id_run_id_fkey" FOREIGN KEY ("owner_workspace_id", "run_id") REFERENCES "runs"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destinations" ADD CONSTRAINT "destinations_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publications" ADD CONSTRAINT "publications_owner_workspace_id_article_id_fkey" FOREIGN KEY ("owner_workspace_id", "article_id") REFERENCES "articles"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publications" ADD CONSTRAINT "publications_owner_workspace_id_destination_id_fkey" FOREIGN KEY ("owner_workspace_id", "destination_id") REFERENCES "destinations"("owner_workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication_attempts" ADD CONSTRAINT "publication_attempts_owner_workspace_id_publication_id_fkey" FOREIGN KEY ("owner_workspace_id", "publication_id") REFERENCES "publications"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hosted_pages" ADD CONSTRAINT "hosted_pages_owner_workspace_id_article_id_fkey" FOREIGN KEY ("owner_workspace_id", "article_id") REFERENCES "articles"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hooks" ADD CONSTRAINT "hooks_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hook_deliveries" ADD CONSTRAINT "hook_deliveries_owner_workspace_id_hook_id_fkey" FOREIGN KEY ("owner_workspace_id", "hook_id") REFERENCES "hooks"("owner_workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger"."accounts" ADD CONSTRAINT "accounts_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "ledger"."books"("owner_workspace_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger"."transactions" ADD CONSTRAINT "transactions_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "ledger"."books"("owner_workspace_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger"."postings" ADD CONSTRAINT "postings_owner_workspace_id_transaction_id_fkey" FOREIGN KEY ("owner_workspace_id", "transaction_id") REFERENCES "ledger"."transactions"("owner_workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger"."postings" ADD CONSTRAINT "postings_owner_workspace_id_debit_fkey" FOREIGN KEY ("owner_workspace_id", "debit") REFERENCES "ledger"."accounts"("owner_workspace_id", "code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger"."postings" ADD CONSTRAINT "postings_owner_workspace_id_credit_fkey" FOREIGN KEY ("owner_workspace_id", "credit") REFERENCES "ledger"."accounts"("owner_workspace_id", "code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger"."holds" ADD CONSTRAINT "holds_owner_workspace_id_fkey" FOREIGN KEY ("owner_workspace_id") REFERENCES "ledger"."books"("owner_workspace_id") ON DELETE RESTRICT ON UPDATE CASCADE;

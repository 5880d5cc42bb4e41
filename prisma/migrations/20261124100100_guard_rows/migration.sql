-- Three roles. The owner runs migrations; autoink_app serves people and programs inside one workspace;
-- autoink_system signs people in, works the queue and sweeps. Both get their password from the set-up.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['autoink_app', 'autoink_system'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- another database of the same server has made it
    END;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA public, ledger TO autoink_app, autoink_system;

-- People and sessions belong to no workspace: only the system role sees them.
GRANT SELECT, INSERT, UPDATE, DELETE ON users, sessions, refresh_tokens, workspaces TO autoink_system;
GRANT SELECT (id, slug, name, created_at, deleted_at), UPDATE (slug, name, deleted_at) ON workspaces TO autoink_app;
GRANT SELECT (id, email, name) ON users TO autoink_app;
GRANT USAGE ON SEQUENCE run_events_id_seq TO autoink_app, autoink_system;

-- Row-level security on every table that a workspace owns, forced for the owner of the table too.
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN
    SELECT table_schema AS s, table_name AS n
    FROM information_schema.columns
    WHERE column_name = 'owner_workspace_id' AND table_schema IN ('public', 'ledger')
  LOOP
    EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', t.s, t.n);
    EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', t.s, t.n);
    EXECUTE format(
      'CREATE POLICY workspace ON %I.%I TO autoink_app
         USING (owner_workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)
         WITH CHECK (owner_workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)',
      t.s, t.n);
    EXECUTE format('CREATE POLICY system ON %I.%I TO autoink_system USING (true) WITH CHECK (true)', t.s, t.n);
    EXECUTE format('CREATE POLICY owner ON %I.%I TO CURRENT_USER USING (true) WITH CHECK (true)', t.s, t.n);
    IF t.s = 'public' THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO autoink_app, autoink_system', t.s, t.n);
    ELSE
      -- Postings are made by functions only: the ledger's tables can be read, never written.
      EXECUTE format('GRANT SELECT ON %I.%I TO autoink_app, autoink_system', t.s, t.n);
    END IF;
  END LOOP;
END
$$;

ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON workspaces TO autoink_app
  USING (id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  WITH CHECK (id = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY system ON workspaces TO autoink_system USING (true) WITH CHECK (true);
CREATE POLICY owner ON workspaces TO CURRENT_USER USING (true) WITH CHECK (true);

-- A member of a workspace sees the names of its members and of nobody else.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON users FOR SELECT TO autoink_app
  USING (EXISTS (SELECT FROM memberships m WHERE m.user_id = users.id
    AND m.owner_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid));
CREATE POLICY system ON users TO autoink_system USING (true) WITH CHECK (true);
CREATE POLICY owner ON users TO CURRENT_USER USING (true) WITH CHECK (true);

-- History is added to, never changed: by privilege for our roles, by trigger for everybody.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'table %.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'AI001';
END
$$;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['public.audit_events', 'public.snapshots', 'public.revisions', 'public.approvals',
                           'ledger.transactions', 'ledger.postings'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM autoink_app, autoink_system', t);
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s
                      FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s
                      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END
$$;

-- Closed sets, said once in the database too.
ALTER TABLE memberships ADD CONSTRAINT memberships_role CHECK (role IN ('owner', 'member'));
ALTER TABLE invitations ADD CONSTRAINT invitations_role CHECK (role IN ('owner', 'member'));
ALTER TABLE sessions ADD CONSTRAINT sessions_kind CHECK (kind IN ('browser', 'program'));
ALTER TABLE sources
  ADD CONSTRAINT sources_kind CHECK (kind IN ('url', 'text', 'file')),
  ADD CONSTRAINT sources_status CHECK (status IN ('pending', 'fetching', 'ready', 'failed', 'dropped'));
ALTER TABLE revisions
  ADD CONSTRAINT revisions_origin CHECK (origin IN ('writer', 'person', 'restore')),
  ADD CONSTRAINT revisions_hash CHECK (octet_length(hash) = 32);
ALTER TABLE approvals ADD CONSTRAINT approvals_decision CHECK (decision IN ('approve', 'request_changes'));
ALTER TABLE runs
  ADD CONSTRAINT runs_status CHECK (status IN ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled')),
  ADD CONSTRAINT runs_waiting CHECK ((status = 'waiting') = (waiting_for IS NOT NULL)),
  ADD CONSTRAINT runs_waiting_for CHECK (waiting_for IN ('outline', 'review')),
  ADD CONSTRAINT runs_budget CHECK (budget_nanos IS NULL OR budget_nanos >= 0);
ALTER TABLE steps
  ADD CONSTRAINT steps_status CHECK (status IN ('pending', 'queued', 'running', 'waiting', 'succeeded', 'failed', 'skipped', 'cancelled')),
  ADD CONSTRAINT steps_money CHECK (held_nanos >= 0 AND settled_nanos >= 0 AND released_nanos >= 0);
ALTER TABLE attempts ADD CONSTRAINT attempts_state
  CHECK (state IN ('reserved', 'calling', 'settled', 'failed', 'unknown', 'cancelled'));
ALTER TABLE publications
  ADD CONSTRAINT publications_mode CHECK (mode IN ('draft', 'publish')),
  ADD CONSTRAINT publications_intent CHECK (intent IN ('publish', 'unpublish')),
  ADD CONSTRAINT publications_status CHECK (status IN ('queued', 'sending', 'verified', 'drifted', 'conflict', 'failed', 'unknown', 'unpublished'));
ALTER TABLE publication_attempts ADD CONSTRAINT publication_attempts_state
  CHECK (state IN ('sending', 'succeeded', 'failed', 'unknown'));
ALTER TABLE hosted_pages ADD CONSTRAINT hosted_pages_state CHECK (state IN ('draft', 'scheduled', 'published', 'unpublished'));
ALTER TABLE hooks ADD CONSTRAINT hooks_kind CHECK (kind IN ('http'));
ALTER TABLE hook_deliveries ADD CONSTRAINT hook_deliveries_status CHECK (status IN ('queued', 'delivered', 'failed'));

-- One run of an article at a time. (A partial index: Prisma's schema language has no word for it.)
CREATE UNIQUE INDEX runs_one_active ON runs (owner_workspace_id, article_id)
  WHERE status IN ('queued', 'running', 'waiting');

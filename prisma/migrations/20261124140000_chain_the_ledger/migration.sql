-- The ledger, chained: every transaction carries the hash of itself and of all before it, so that a change of
-- any of them shows. Balances are credits less debits, in nano-USD. lib/ledger/README.md has the numbers of
-- accounts and kinds and the bytes that are hashed. The functions are the only way in.
--
-- Refusals: AI404 no such chain or hold · AI409 the id or the hold was used otherwise · AI422 no such account ·
-- 23514 a floor · 22003 an amount out of range · 22023 lines or memo that are not well formed · 42501 not yours.

ALTER SCHEMA ledger RENAME TO ledger_first;
CREATE SCHEMA ledger;
GRANT USAGE ON SCHEMA ledger TO autoink_app, autoink_system;

-- Tables ----------------------------------------------------------------------------------------------

-- A table's CHECK is parsed anew by every statement that writes to it, a domain's once in a session: on the path of
-- every posting the ranges of single columns are domains.
CREATE DOMAIN ledger.counter AS bigint CHECK (VALUE >= 0);
CREATE DOMAIN ledger.amount AS bigint CHECK (VALUE > 0);
CREATE DOMAIN ledger.account_number AS smallint CHECK (VALUE BETWEEN 0 AND 9);
CREATE DOMAIN ledger.kind_number AS smallint CHECK (VALUE BETWEEN 1 AND 11);
CREATE DOMAIN ledger.line_number AS smallint CHECK (VALUE BETWEEN 1 AND 1000);
CREATE DOMAIN ledger.memo AS text CHECK (octet_length(VALUE) <= 1024);
CREATE DOMAIN ledger.sha256 AS bytea CHECK (octet_length(VALUE) = 32);
CREATE DOMAIN ledger.hold_state AS text CHECK (VALUE IN ('pending', 'settled', 'voided', 'expired'));

-- The row of a chain is the only lock that a posting waits for.
CREATE TABLE ledger.chains (
  workspace_id uuid PRIMARY KEY,
  seq ledger.counter NOT NULL DEFAULT 0,
  head ledger.sha256 NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
) WITH (fillfactor = 50);

-- "wallet" and "held" have the floor zero, the others none.
CREATE TABLE ledger.accounts (
  workspace_id uuid NOT NULL REFERENCES ledger.chains,
  number ledger.account_number NOT NULL,
  floor_nanos bigint,
  balance_nanos bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, number),
  CONSTRAINT accounts_floor CHECK (balance_nanos >= floor_nanos)
) WITH (fillfactor = 50);

-- One row moves one amount from the debited to the credited account. What belongs to the whole transaction, memo
-- and hashes, stands on its first line.
CREATE TABLE ledger.postings (
  workspace_id uuid NOT NULL,
  seq ledger.counter NOT NULL,
  created_us ledger.counter NOT NULL,
  amount_nanos ledger.amount NOT NULL,
  transaction_id uuid NOT NULL,
  line ledger.line_number NOT NULL,
  kind ledger.kind_number NOT NULL,
  debit ledger.account_number NOT NULL,
  credit ledger.account_number NOT NULL,
  memo ledger.memo NOT NULL,
  body_hash ledger.sha256,
  hash ledger.sha256,
  PRIMARY KEY (workspace_id, seq, line),
  CONSTRAINT postings_transaction UNIQUE (workspace_id, transaction_id, line),
  CONSTRAINT postings_line CHECK (debit <> credit AND (line = 1) = (hash IS NOT NULL))
);

-- Whether a hold is pending, or resolved after it was made and charged no more than it holds.
CREATE FUNCTION ledger.is_hold(p_state text, p_amount bigint, p_charged bigint, p_reserve_seq bigint,
                               p_resolve_seq bigint, p_resolved_at timestamptz)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF p_state = 'pending' THEN
    RETURN p_charged = 0 AND p_resolve_seq IS NULL AND p_resolved_at IS NULL;
  END IF;
  RETURN p_resolved_at IS NOT NULL AND p_resolve_seq IS NOT NULL AND p_resolve_seq > p_reserve_seq
     AND p_charged BETWEEN 0 AND CASE p_state WHEN 'settled' THEN p_amount ELSE 0 END;
END
$$;

-- Value set aside for work that is not done yet.
CREATE TABLE ledger.holds (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  amount_nanos ledger.amount NOT NULL,
  charged_nanos bigint NOT NULL DEFAULT 0,
  reserve_seq ledger.counter NOT NULL,
  resolve_seq ledger.counter,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  resolved_at timestamptz,
  state ledger.hold_state NOT NULL DEFAULT 'pending',
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT holds_whole
    CHECK (ledger.is_hold(state, amount_nanos, charged_nanos, reserve_seq, resolve_seq, resolved_at))
) WITH (fillfactor = 70);
CREATE INDEX holds_due ON ledger.holds (expires_at) WHERE state = 'pending';

-- Bytes -----------------------------------------------------------------------------------------------

-- An id that follows from a name: a UUID of version 8, name-based on SHA-256 (RFC 9562, section 5.8). The callers for
-- which a function call counts take its two halves; the planner puts them into their statements.
CREATE FUNCTION ledger.hash_name(p_workspace uuid, p_name text) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256('AII-1'::bytea || uuid_send(p_workspace) || convert_to(p_name, 'UTF8'))
$$;

CREATE FUNCTION ledger.to_id(p_hash bytea) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(set_byte(set_byte(substring(p_hash FROM 1 FOR 16), 6, (get_byte(p_hash, 6) & 15) | 128),
                         8, (get_byte(p_hash, 8) & 63) | 128), 'hex')::uuid
$$;

CREATE FUNCTION ledger.derive_id(p_workspace uuid, p_name text) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_hash bytea := ledger.hash_name(p_workspace, p_name);
BEGIN
  RETURN ledger.to_id(v_hash);
END
$$;

-- The hash of what a transaction says, whoever says it and whenever: the same body under the same id is a repeat.
CREATE FUNCTION ledger.hash_body(
  p_kind smallint, p_memo text, p_debits smallint[], p_credits smallint[], p_amounts bigint[]
) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_lines int := cardinality(p_amounts);
  v_body bytea := 'AIB-1'::bytea || int2send(p_kind) || int4send(octet_length(p_memo))
    || convert_to(p_memo, 'UTF8') || int2send(v_lines::smallint);
BEGIN
  FOR i IN 1 .. v_lines LOOP
    v_body := v_body || int2send(p_debits[i]) || int2send(p_credits[i]) || int8send(p_amounts[i]);
  END LOOP;
  RETURN sha256(v_body);
END
$$;

-- The same for one line, as one expression.
CREATE FUNCTION ledger.hash_line(p_kind smallint, p_memo text, p_debit smallint, p_credit smallint, p_amount bigint)
RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256('AIB-1'::bytea || int2send(p_kind) || int4send(octet_length(p_memo)) || convert_to(p_memo, 'UTF8')
    || '\x0001'::bytea || int2send(p_debit) || int2send(p_credit) || int8send(p_amount))
$$;

CREATE FUNCTION ledger.hash_link(
  p_previous bytea, p_workspace uuid, p_seq bigint, p_id uuid, p_created_us bigint, p_body_hash bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256('AIT-1'::bytea || p_previous || uuid_send(p_workspace) || int8send(p_seq)
    || uuid_send(p_id) || int8send(p_created_us) || p_body_hash)
$$;

CREATE FUNCTION ledger.now_us() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
$$;

CREATE FUNCTION ledger.to_time(p_us bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT timestamptz '1970-01-01T00:00:00Z' + p_us * interval '1 microsecond'
$$;

-- History of the first version, chained in its order ----------------------------------------------------

INSERT INTO ledger.chains (workspace_id) SELECT owner_workspace_id FROM ledger_first.books;
INSERT INTO ledger.accounts (workspace_id, number, floor_nanos)
  SELECT c.workspace_id, n, CASE WHEN n IN (1, 2) THEN 0 END FROM ledger.chains c, generate_series(0, 9) n;

CREATE FUNCTION ledger_first.number_of(p_code text) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$
  SELECT (CASE p_code WHEN 'wallet' THEN 1 WHEN 'held' THEN 2 WHEN 'usage' THEN 3
                      WHEN 'grants' THEN 7 WHEN 'variance' THEN 9 END)::smallint
$$;

DO $$
DECLARE
  v_chain record;
  v_old record;
  v_head bytea;
  v_body bytea;
  v_id uuid;
  v_memo text;
  v_us bigint;
BEGIN
  FOR v_chain IN SELECT c.workspace_id, c.head, b.seq FROM ledger.chains c
                   JOIN ledger_first.books b ON b.owner_workspace_id = c.workspace_id LOOP
    v_head := v_chain.head;
    FOR v_old IN
      SELECT t.seq, t.idempotency_key, t.created_at,
             array_position(ARRAY['grant', 'reserve', 'settle', 'void', 'expire'], t.kind)::smallint AS kind,
             array_agg(ledger_first.number_of(p.debit) ORDER BY p.line) AS debits,
             array_agg(ledger_first.number_of(p.credit) ORDER BY p.line) AS credits,
             array_agg(p.amount_nanos ORDER BY p.line) AS amounts
        FROM ledger_first.transactions t
        JOIN ledger_first.postings p ON p.owner_workspace_id = t.owner_workspace_id AND p.transaction_id = t.id
        WHERE t.owner_workspace_id = v_chain.workspace_id
        GROUP BY t.seq, t.idempotency_key, t.created_at, t.kind ORDER BY t.seq
    LOOP
      v_id := ledger.derive_id(v_chain.workspace_id, v_old.idempotency_key);
      v_memo := CASE WHEN v_old.kind = 1 THEN v_old.idempotency_key ELSE '' END;
      v_us := (extract(epoch FROM v_old.created_at) * 1000000)::bigint;
      v_body := ledger.hash_body(v_old.kind, v_memo, v_old.debits, v_old.credits, v_old.amounts);
      v_head := ledger.hash_link(v_head, v_chain.workspace_id, v_old.seq, v_id, v_us, v_body);
      INSERT INTO ledger.postings (workspace_id, seq, line, transaction_id, kind, created_us, debit, credit,
                                   amount_nanos, memo, body_hash, hash)
        SELECT v_chain.workspace_id, v_old.seq, l.line, v_id, v_old.kind, v_us, l.debit, l.credit, l.amount,
               CASE WHEN l.line = 1 THEN v_memo ELSE '' END,
               CASE WHEN l.line = 1 THEN v_body END, CASE WHEN l.line = 1 THEN v_head END
          FROM unnest(v_old.debits, v_old.credits, v_old.amounts) WITH ORDINALITY l (debit, credit, amount, line);
    END LOOP;
    UPDATE ledger.chains SET seq = v_chain.seq, head = v_head WHERE workspace_id = v_chain.workspace_id;
  END LOOP;
END
$$;

UPDATE ledger.accounts a SET balance_nanos = o.balance_nanos FROM ledger_first.accounts o
  WHERE o.owner_workspace_id = a.workspace_id AND ledger_first.number_of(o.code) = a.number;

INSERT INTO ledger.holds (workspace_id, id, amount_nanos, charged_nanos, reserve_seq, resolve_seq, expires_at,
                          created_at, resolved_at, state)
  SELECT h.owner_workspace_id, h.id, h.amount_nanos, h.charged_nanos, made.seq, done.seq, h.expires_at,
         ledger.to_time(made.created_us), ledger.to_time(done.created_us), h.state
    FROM ledger_first.holds h
    JOIN ledger.postings made ON made.workspace_id = h.owner_workspace_id AND made.line = 1
      AND made.transaction_id = ledger.derive_id(h.owner_workspace_id, 'reserve:' || h.id)
    LEFT JOIN ledger.postings done ON done.workspace_id = h.owner_workspace_id AND done.line = 1
      AND done.transaction_id = ledger.derive_id(h.owner_workspace_id,
            CASE h.state WHEN 'settled' THEN 'settle:' WHEN 'voided' THEN 'void:' ELSE 'expire:' END || h.id);

DROP SCHEMA ledger_first CASCADE;

-- Guards ----------------------------------------------------------------------------------------------

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger.postings
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger.postings
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON ledger.chains FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER kept_truncate BEFORE TRUNCATE ON ledger.chains
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON ledger.accounts FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER kept_truncate BEFORE TRUNCATE ON ledger.accounts
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- A hold is resolved once: a resolved row never changes again, and what was agreed never changes at all.
CREATE FUNCTION ledger.guard_hold() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.state <> 'pending' OR NEW.state = 'pending' OR NEW.id <> OLD.id
     OR NEW.workspace_id <> OLD.workspace_id OR NEW.amount_nanos <> OLD.amount_nanos
     OR NEW.reserve_seq <> OLD.reserve_seq OR NEW.created_at <> OLD.created_at
     OR NEW.expires_at <> OLD.expires_at THEN
    RAISE EXCEPTION 'a hold is resolved once and is not changed otherwise' USING ERRCODE = 'AI001';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER resolved_once BEFORE UPDATE ON ledger.holds FOR EACH ROW EXECUTE FUNCTION ledger.guard_hold();
CREATE TRIGGER kept BEFORE DELETE ON ledger.holds FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER kept_truncate BEFORE TRUNCATE ON ledger.holds
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- The system role acts everywhere; every other role inside the workspace that its transaction has named.
CREATE FUNCTION ledger.require_workspace(p_workspace uuid) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF p_workspace IS DISTINCT FROM nullif(current_setting('app.workspace_id', true), '')::uuid
     AND NOT pg_has_role(session_user, 'autoink_system', 'MEMBER') THEN
    RAISE EXCEPTION 'not the workspace of this transaction' USING ERRCODE = '42501';
  END IF;
END
$$;

-- Opens the chain of a new workspace, with its accounts at zero. Opening it twice changes nothing.
CREATE FUNCTION ledger.open_chain(p_workspace uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM ledger.require_workspace(p_workspace);
  INSERT INTO ledger.chains (workspace_id) VALUES (p_workspace) ON CONFLICT DO NOTHING;
  INSERT INTO ledger.accounts (workspace_id, number, floor_nanos)
    SELECT p_workspace, n, CASE WHEN n IN (1, 2) THEN 0 END FROM generate_series(0, 9) n
    ON CONFLICT DO NOTHING;
END
$$;

-- Posting ---------------------------------------------------------------------------------------------

-- Where a transaction stands in its chain, and whether it stood there before.
CREATE TYPE ledger.receipt AS (seq bigint, created_us bigint, replayed boolean);

-- Locks a chain until the end of the caller's transaction and returns where it stands.
CREATE FUNCTION ledger.lock_chain(p_workspace uuid) RETURNS ledger.chains LANGUAGE plpgsql AS $$
DECLARE
  v_chain ledger.chains;
BEGIN
  SELECT * INTO v_chain FROM ledger.chains c WHERE c.workspace_id = p_workspace FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the workspace has no chain' USING ERRCODE = 'AI404';
  END IF;
  RETURN v_chain;
END
$$;

-- Refuses what is no transaction.
CREATE FUNCTION ledger.require_lines(
  p_id uuid, p_memo text, p_debits smallint[], p_credits smallint[], p_amounts bigint[]
) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_lines int := cardinality(p_amounts);
BEGIN
  IF p_id IS NULL OR (octet_length(p_memo) <= 1024) IS NOT TRUE OR (v_lines BETWEEN 1 AND 1000) IS NOT TRUE
     OR cardinality(p_debits) IS DISTINCT FROM v_lines OR cardinality(p_credits) IS DISTINCT FROM v_lines THEN
    RAISE EXCEPTION 'a transaction is an id, a memo of at most 1024 bytes and 1 to 1000 lines'
      USING ERRCODE = '22023';
  END IF;
  IF (v_lines = 1 AND p_amounts[1] > 0 AND p_debits[1] BETWEEN 0 AND 9 AND p_credits[1] BETWEEN 0 AND 9
      AND p_debits[1] <> p_credits[1]) THEN
    RETURN;
  END IF;
  FOR i IN 1 .. v_lines LOOP
    IF (p_amounts[i] > 0) IS NOT TRUE THEN
      RAISE EXCEPTION 'an amount is above zero' USING ERRCODE = '22003';
    ELSIF (p_debits[i] BETWEEN 0 AND 9 AND p_credits[i] BETWEEN 0 AND 9) IS NOT TRUE THEN
      RAISE EXCEPTION 'there is no such account' USING ERRCODE = 'AI422';
    ELSIF p_debits[i] = p_credits[i] THEN
      RAISE EXCEPTION 'a line moves an amount between two accounts' USING ERRCODE = '22023';
    END IF;
  END LOOP;
END
$$;

-- Appends one well-formed transaction to a locked chain. The same id with the same body answers with the first one.
-- Like all that is not called from outside, it names every object in full and runs under its caller's search path.
CREATE FUNCTION ledger.append(
  p_chain ledger.chains, p_id uuid, p_kind smallint, p_memo text,
  p_debits smallint[], p_credits smallint[], p_amounts bigint[]
) RETURNS ledger.receipt LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := p_chain.workspace_id;
  v_lines int := cardinality(p_amounts);
  v_body bytea := ledger.hash_body(p_kind, p_memo, p_debits, p_credits, p_amounts);
  v_known record;
  v_seq bigint;
  v_us bigint;
  v_head bytea;
  v_moves bigint[] := '{0,0,0,0,0,0,0,0,0,0}';
BEGIN
  SELECT p.seq, p.created_us, p.body_hash INTO v_known FROM ledger.postings p
    WHERE p.workspace_id = v_workspace AND p.transaction_id = p_id AND p.line = 1;
  IF FOUND THEN
    IF v_known.body_hash IS DISTINCT FROM v_body THEN
      RAISE EXCEPTION 'the id was used for another transaction' USING ERRCODE = 'AI409';
    END IF;
    RETURN (v_known.seq::bigint, v_known.created_us::bigint, true);
  END IF;

  v_seq := p_chain.seq + 1;
  v_us := ledger.now_us();
  v_head := ledger.hash_link(p_chain.head, v_workspace, v_seq, p_id, v_us, v_body);
  INSERT INTO ledger.postings (workspace_id, seq, line, transaction_id, kind, created_us, debit, credit,
                               amount_nanos, memo, body_hash, hash)
    VALUES (v_workspace, v_seq, 1, p_id, p_kind, v_us, p_debits[1], p_credits[1], p_amounts[1], p_memo, v_body, v_head);
  IF v_lines > 1 THEN
    INSERT INTO ledger.postings (workspace_id, seq, line, transaction_id, kind, created_us, debit, credit,
                                 amount_nanos, memo)
      SELECT v_workspace, v_seq, i, p_id, p_kind, v_us, p_debits[i], p_credits[i], p_amounts[i], ''
        FROM generate_series(2, v_lines) i;
  END IF;

  FOR i IN 1 .. v_lines LOOP
    v_moves[p_debits[i] + 1] := v_moves[p_debits[i] + 1] - p_amounts[i];
    v_moves[p_credits[i] + 1] := v_moves[p_credits[i] + 1] + p_amounts[i];
  END LOOP;
  UPDATE ledger.accounts a SET balance_nanos = a.balance_nanos + v_moves[a.number + 1]
    WHERE a.workspace_id = v_workspace AND a.number = ANY (p_debits || p_credits) AND v_moves[a.number + 1] <> 0;
  UPDATE ledger.chains SET seq = v_seq, head = v_head WHERE workspace_id = v_workspace;
  RETURN (v_seq, v_us, false);
END
$$;

-- What the system may post by itself. Value goes in and out of "held" (2) through holds only.
CREATE FUNCTION ledger.require_free_lines(p_kinds smallint[], p_debits smallint[], p_credits smallint[])
RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF NOT p_kinds <@ '{1,7,8,9,10,11}'::smallint[]
     OR 2::smallint = ANY (p_debits) OR 2::smallint = ANY (p_credits) THEN
    RAISE EXCEPTION 'holds are made and resolved by their own functions' USING ERRCODE = '22023';
  END IF;
END
$$;

-- Posts one transaction: a grant, a top-up, a refund, a dispute, a promotion or an adjustment. PL/pgSQL prepares each
-- of its expressions and statements anew in each transaction, so a new transaction of one line, which most
-- are, is one statement. When that posts nothing, the rest finds out why: the lines are more or not well formed,
-- the id is known, or there is no chain.
CREATE FUNCTION ledger.post(
  p_workspace uuid, p_id uuid, p_kind smallint, p_memo text,
  p_debits smallint[], p_credits smallint[], p_amounts bigint[]
) RETURNS ledger.receipt LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_seq bigint;
  v_us bigint;
BEGIN
  -- A chain that moved while this waited for its lock is read anew, and so are the rows that are updated.
  WITH chain AS MATERIALIZED (
    SELECT c.seq + 1 AS seq, c.head, p_debits[1] AS debit, p_credits[1] AS credit, p_amounts[1] AS amount,
           ledger.now_us() AS us, ledger.hash_line(p_kind, p_memo, p_debits[1], p_credits[1], p_amounts[1]) AS body
      FROM ledger.chains c
      WHERE c.workspace_id = p_workspace AND p_id IS NOT NULL AND octet_length(p_memo) <= 1024
        AND cardinality(p_debits) = 1 AND cardinality(p_credits) = 1 AND cardinality(p_amounts) = 1
        AND p_kind IN (1, 7, 8, 9, 10, 11) AND p_debits[1] IN (0, 1, 3, 4, 5, 6, 7, 8, 9)
        AND p_credits[1] IN (0, 1, 3, 4, 5, 6, 7, 8, 9) AND p_debits[1] <> p_credits[1] AND p_amounts[1] > 0
      FOR UPDATE
  ), posted AS (
    INSERT INTO ledger.postings AS p (workspace_id, seq, line, transaction_id, kind, created_us, debit, credit,
                                      amount_nanos, memo, body_hash, hash)
      SELECT p_workspace, c.seq, 1, p_id, p_kind, c.us, c.debit, c.credit, c.amount, p_memo, c.body,
             ledger.hash_link(c.head, p_workspace, c.seq, p_id, c.us, c.body)
        FROM chain c
      ON CONFLICT (workspace_id, transaction_id, line) DO NOTHING
      RETURNING p.seq, p.created_us, p.hash, p.debit, p.credit, p.amount_nanos
  ), moved AS (
    UPDATE ledger.accounts a
      SET balance_nanos = a.balance_nanos + CASE a.number WHEN p.credit THEN p.amount_nanos ELSE -p.amount_nanos END
      FROM posted p WHERE a.workspace_id = p_workspace AND a.number IN (p.debit, p.credit)
  )
  UPDATE ledger.chains c SET seq = p.seq, head = p.hash FROM posted p WHERE c.workspace_id = p_workspace
    RETURNING p.seq, p.created_us INTO v_seq, v_us;
  IF v_seq IS NOT NULL THEN
    RETURN (v_seq, v_us, false);
  END IF;
  PERFORM ledger.require_free_lines(ARRAY[p_kind], p_debits, p_credits);
  PERFORM ledger.require_lines(p_id, p_memo, p_debits, p_credits, p_amounts);
  RETURN ledger.append(ledger.lock_chain(p_workspace), p_id, p_kind, p_memo, p_debits, p_credits, p_amounts);
END
$$;

-- Posts many transactions of one workspace in their order. The arrays have one element a line: a line with number 1
-- begins a transaction, later lines repeat its id and kind with an empty memo. Either all is posted
-- at once (verdicts is null, the transactions are numbered from first_seq on), or each got its own verdict:
-- 0 posted, 1 replayed, 2 insufficient funds, 3 unknown account, 4 conflict, 5 amount out of range, 6 malformed.
CREATE FUNCTION ledger.post_batch(
  p_workspace uuid, p_ids uuid[], p_kinds smallint[], p_memos text[], p_lines smallint[],
  p_debits smallint[], p_credits smallint[], p_amounts bigint[],
  OUT first_seq bigint, OUT verdicts smallint[], OUT seqs bigint[]
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_rows int := cardinality(p_lines);
  v_chain ledger.chains;
BEGIN
  IF (v_rows BETWEEN 1 AND 32767) IS NOT TRUE OR p_lines[1] <> 1
     OR ARRAY[cardinality(p_ids), cardinality(p_kinds), cardinality(p_memos), cardinality(p_debits),
              cardinality(p_credits), cardinality(p_amounts)] <> array_fill(v_rows, ARRAY[6]) THEN
    RAISE EXCEPTION 'a batch is 1 to 32767 lines, the first of them numbered 1' USING ERRCODE = '22023';
  END IF;
  v_chain := ledger.lock_chain(p_workspace);
  first_seq := v_chain.seq + 1;
  BEGIN
    PERFORM ledger.append_all(v_chain, p_ids, p_kinds, p_memos, p_lines, p_debits, p_credits, p_amounts);
    RETURN;
  EXCEPTION WHEN unique_violation OR check_violation OR not_null_violation OR numeric_value_out_of_range
              OR invalid_parameter_value OR array_subscript_error THEN
    NULL; -- one of them is repeated or refused: they go in one by one
  END;
  SELECT o.verdicts, o.seqs INTO verdicts, seqs
    FROM ledger.append_each(p_workspace, p_ids, p_kinds, p_memos, p_lines, p_debits, p_credits, p_amounts) o;
END
$$;

-- Appends a whole batch under the chain's lock, or raises: when an id is repeated, a line is not well formed, or a
-- floor could be touched if all debits came first.
CREATE FUNCTION ledger.append_all(
  p_chain ledger.chains, p_ids uuid[], p_kinds smallint[], p_memos text[], p_lines smallint[],
  p_debits smallint[], p_credits smallint[], p_amounts bigint[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := p_chain.workspace_id;
  v_prefix bytea := uuid_send(v_workspace);
  v_rows int := cardinality(p_lines);
  v_us bigint := ledger.now_us();
  v_time bytea := int8send(v_us);
  v_seq bigint := p_chain.seq;
  v_head bytea := p_chain.head;
  v_body bytea;
  v_count int;
  v_seqs bigint[] := '{}';
  v_bodies bytea[] := '{}';
  v_hashes bytea[] := '{}';
  v_moved int;
  v_found int;
  i int := 1;
BEGIN
  PERFORM ledger.require_free_lines(p_kinds, p_debits, p_credits);
  WITH pairs AS (
    SELECT l.debit, l.credit, sum(l.amount) AS amount
      FROM unnest(p_debits, p_credits, p_amounts) l (debit, credit, amount) GROUP BY l.debit, l.credit
  ), moves AS (
    SELECT s.number, sum(s.amount) AS amount, sum(s.debited) AS debited
      FROM (SELECT debit AS number, -amount AS amount, amount AS debited FROM pairs
            UNION ALL SELECT credit, amount, 0 FROM pairs) s
      GROUP BY s.number
  ), moved AS (
    UPDATE ledger.accounts a SET balance_nanos = (a.balance_nanos + m.amount)::bigint FROM moves m
      WHERE a.workspace_id = v_workspace AND a.number = m.number
        AND (a.floor_nanos IS NULL OR a.balance_nanos - m.debited >= a.floor_nanos)
      RETURNING 1
  )
  SELECT (SELECT count(*) FROM moves), (SELECT count(*) FROM moved) INTO v_moved, v_found;
  IF v_found <> v_moved THEN
    RAISE EXCEPTION 'a floor or an unknown account' USING ERRCODE = '23514';
  END IF;

  WHILE i <= v_rows LOOP
    v_seq := v_seq + 1;
    v_body := int2send(p_debits[i]) || int2send(p_credits[i]) || int8send(p_amounts[i]);
    v_count := 1;
    WHILE p_lines[i + v_count] = v_count + 1 LOOP
      IF p_ids[i + v_count] <> p_ids[i] OR p_kinds[i + v_count] <> p_kinds[i] THEN
        RAISE EXCEPTION 'the lines of a transaction differ' USING ERRCODE = '22023';
      END IF;
      v_body := v_body || int2send(p_debits[i + v_count]) || int2send(p_credits[i + v_count])
                || int8send(p_amounts[i + v_count]);
      v_seqs[i + v_count] := v_seq;
      v_count := v_count + 1;
    END LOOP;
    v_body := sha256('AIB-1'::bytea || int2send(p_kinds[i]) || int4send(octet_length(p_memos[i]))
                || convert_to(p_memos[i], 'UTF8') || int2send(v_count::smallint) || v_body);
    v_head := sha256('AIT-1'::bytea || v_head || v_prefix || int8send(v_seq) || uuid_send(p_ids[i])
                || v_time || v_body);
    v_seqs[i] := v_seq;
    v_bodies[i] := v_body;
    v_hashes[i] := v_head;
    i := i + v_count;
  END LOOP;
  INSERT INTO ledger.postings (workspace_id, seq, line, transaction_id, kind, created_us, debit, credit,
                               amount_nanos, memo, body_hash, hash)
    SELECT v_workspace, l.seq, l.line, l.id, l.kind, v_us, l.debit, l.credit, l.amount, l.memo, l.body, l.hash
      FROM unnest(v_seqs, p_lines, p_ids, p_kinds, p_debits, p_credits, p_amounts, p_memos, v_bodies, v_hashes)
        l (seq, line, id, kind, debit, credit, amount, memo, body, hash);
  UPDATE ledger.chains SET seq = v_seq, head = v_head WHERE workspace_id = v_workspace;
END
$$;

-- Appends the transactions of a batch one by one. A refused one leaves nothing and disturbs none of the others.
CREATE FUNCTION ledger.append_each(
  p_workspace uuid, p_ids uuid[], p_kinds smallint[], p_memos text[], p_lines smallint[],
  p_debits smallint[], p_credits smallint[], p_amounts bigint[],
  OUT verdicts smallint[], OUT seqs bigint[]
) LANGUAGE plpgsql AS $$
DECLARE
  v_rows int := cardinality(p_lines);
  v_from int := 1;
  v_to int;
  v_receipt ledger.receipt;
  v_verdict smallint;
BEGIN
  verdicts := '{}';
  seqs := '{}';
  WHILE v_from <= v_rows LOOP
    v_to := v_from;
    WHILE v_to < v_rows AND p_lines[v_to + 1] <> 1 LOOP
      v_to := v_to + 1;
    END LOOP;
    v_receipt := NULL;
    BEGIN
      PERFORM ledger.require_free_lines(p_kinds[v_from:v_to], p_debits[v_from:v_to], p_credits[v_from:v_to]);
      PERFORM ledger.require_lines(p_ids[v_from], p_memos[v_from], p_debits[v_from:v_to],
                                   p_credits[v_from:v_to], p_amounts[v_from:v_to]);
      v_receipt := ledger.append(ledger.lock_chain(p_workspace), p_ids[v_from], p_kinds[v_from], p_memos[v_from],
        p_debits[v_from:v_to], p_credits[v_from:v_to], p_amounts[v_from:v_to]);
      v_verdict := CASE WHEN v_receipt.replayed THEN 1 ELSE 0 END;
    EXCEPTION
      WHEN check_violation THEN v_verdict := 2;
      WHEN SQLSTATE 'AI422' THEN v_verdict := 3;
      WHEN SQLSTATE 'AI409' THEN v_verdict := 4;
      WHEN numeric_value_out_of_range THEN v_verdict := 5;
      WHEN invalid_parameter_value THEN v_verdict := 6;
    END;
    verdicts := verdicts || v_verdict;
    seqs := seqs || v_receipt.seq;
    v_from := v_to + 1;
  END LOOP;
END
$$;

-- Holds -----------------------------------------------------------------------------------------------

-- Sets value aside: wallet to held. One statement when it is new, as in ledger.post.
CREATE FUNCTION ledger.reserve(p_workspace uuid, p_hold uuid, p_amount bigint, p_expires_at timestamptz)
RETURNS ledger.receipt LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_name bytea := ledger.hash_name(p_workspace, 'reserve:' || p_hold);
  v_seq bigint;
  v_us bigint;
BEGIN
  PERFORM ledger.require_workspace(p_workspace);
  WITH chain AS MATERIALIZED (
    SELECT c.seq + 1 AS seq, c.head, ledger.now_us() AS us, ledger.to_id(v_name) AS id,
           ledger.hash_line(2::smallint, '', 1::smallint, 2::smallint, p_amount) AS body
      FROM ledger.chains c WHERE c.workspace_id = p_workspace AND p_amount > 0 FOR UPDATE
  ), posted AS (
    INSERT INTO ledger.postings AS p (workspace_id, seq, line, transaction_id, kind, created_us, debit, credit,
                                      amount_nanos, memo, body_hash, hash)
      SELECT p_workspace, c.seq, 1, c.id, 2, c.us, 1, 2, p_amount, '', c.body,
             ledger.hash_link(c.head, p_workspace, c.seq, c.id, c.us, c.body)
        FROM chain c
      ON CONFLICT (workspace_id, transaction_id, line) DO NOTHING
      RETURNING p.seq, p.created_us, p.hash
  ), moved AS (
    UPDATE ledger.accounts a
      SET balance_nanos = a.balance_nanos + CASE a.number WHEN 2 THEN p_amount ELSE -p_amount END
      FROM posted p WHERE a.workspace_id = p_workspace AND a.number IN (1, 2)
  ), held AS (
    INSERT INTO ledger.holds (workspace_id, id, amount_nanos, reserve_seq, expires_at, created_at)
      SELECT p_workspace, p_hold, p_amount, p.seq, p_expires_at, ledger.to_time(p.created_us) FROM posted p
  )
  UPDATE ledger.chains c SET seq = p.seq, head = p.hash FROM posted p WHERE c.workspace_id = p_workspace
    RETURNING p.seq, p.created_us INTO v_seq, v_us;
  IF v_seq IS NOT NULL THEN
    RETURN (v_seq, v_us, false);
  END IF;
  IF (p_amount > 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'an amount is above zero' USING ERRCODE = '22003';
  END IF;
  RETURN ledger.append(ledger.lock_chain(p_workspace), ledger.to_id(v_name), 2::smallint, '', '{1}', '{2}',
                       ARRAY[p_amount]);
END
$$;

CREATE TYPE ledger.settlement AS (charged_nanos bigint, released_nanos bigint, late boolean, replayed boolean);

-- Charges a hold and frees the rest. What the work cost above the hold is the operator's variance: it is never
-- lost and never taken from the wallet. A hold that was released meanwhile is charged late. One statement when
-- the hold is pending and goes as far as the cost, as in ledger.post.
CREATE FUNCTION ledger.settle(p_workspace uuid, p_hold uuid, p_cost bigint)
RETURNS ledger.settlement LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_name bytea := ledger.hash_name(p_workspace, 'settle:' || p_hold);
  v_released bigint;
  v_posted bigint;
BEGIN
  PERFORM ledger.require_workspace(p_workspace);
  WITH chain AS MATERIALIZED (
    SELECT c.seq + 1 AS seq, c.head, ledger.now_us() AS us
      FROM ledger.chains c WHERE c.workspace_id = p_workspace AND p_cost >= 0 FOR UPDATE
  ), settled AS (
    UPDATE ledger.holds h SET state = 'settled', charged_nanos = p_cost, resolve_seq = c.seq,
                              resolved_at = ledger.to_time(c.us)
      FROM chain c
      WHERE h.workspace_id = p_workspace AND h.id = p_hold AND h.state = 'pending' AND h.amount_nanos >= p_cost
      RETURNING c.seq, c.head, c.us, h.amount_nanos, h.amount_nanos - p_cost AS released
  ), body AS MATERIALIZED (
    SELECT s.seq, s.head, s.us, s.amount_nanos, s.released, ledger.to_id(v_name) AS id,
           sha256('AIB-1'::bytea || '\x000300000000'::bytea
             || CASE WHEN p_cost > 0 AND s.released > 0 THEN '\x0002'::bytea ELSE '\x0001'::bytea END
             || CASE WHEN p_cost > 0 THEN '\x00020003'::bytea || int8send(p_cost) ELSE '' END
             || CASE WHEN s.released > 0 THEN '\x00020001'::bytea || int8send(s.released) ELSE '' END) AS hash
      FROM settled s
  ), link AS MATERIALIZED (
    SELECT b.*, ledger.hash_link(b.head, p_workspace, b.seq, b.id, b.us, b.hash) AS link FROM body b
  ), posted AS (
    INSERT INTO ledger.postings AS p (workspace_id, seq, line, transaction_id, kind, created_us, debit, credit,
                                      amount_nanos, memo, body_hash, hash)
      SELECT p_workspace, l.seq, 1, l.id, 3, l.us, 2, CASE WHEN p_cost > 0 THEN 3 ELSE 1 END,
             CASE WHEN p_cost > 0 THEN p_cost ELSE l.released END, '', l.hash, l.link FROM link l
      UNION ALL
      SELECT p_workspace, l.seq, 2, l.id, 3, l.us, 2, 1, l.released, '', NULL, NULL
        FROM link l WHERE p_cost > 0 AND l.released > 0
      ON CONFLICT (workspace_id, transaction_id, line) DO NOTHING
      RETURNING p.line
  ), moved AS (
    UPDATE ledger.accounts a
      SET balance_nanos = a.balance_nanos + CASE a.number WHEN 1 THEN l.released WHEN 2 THEN -l.amount_nanos ELSE p_cost END
      FROM link l WHERE a.workspace_id = p_workspace AND a.number IN (1, 2, 3)
  )
  UPDATE ledger.chains c SET seq = l.seq, head = l.link FROM link l WHERE c.workspace_id = p_workspace
    RETURNING l.released, (SELECT max(p.line) FROM posted p) INTO v_released, v_posted;
  IF v_posted IS NOT NULL THEN
    RETURN (p_cost, v_released, false, false);
  ELSIF v_released IS NOT NULL THEN
    RAISE EXCEPTION 'the id was used for another transaction' USING ERRCODE = 'AI409';
  END IF;
  RETURN ledger.settle_otherwise(p_workspace, p_hold, p_cost);
END
$$;

-- Settles what is no plain case: a repeat, a cost above the hold, a hold that was released, and what is refused.
CREATE FUNCTION ledger.settle_otherwise(p_workspace uuid, p_hold uuid, p_cost bigint)
RETURNS ledger.settlement LANGUAGE plpgsql AS $$
DECLARE
  v_chain ledger.chains;
  v_hold ledger.holds;
  v_charged bigint;
  v_released bigint;
  v_receipt ledger.receipt;
  v_debits smallint[] := '{}';
  v_credits smallint[] := '{}';
  v_amounts bigint[] := '{}';
BEGIN
  IF (p_cost >= 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'a cost is not negative' USING ERRCODE = '22003';
  END IF;
  v_chain := ledger.lock_chain(p_workspace);
  SELECT * INTO v_hold FROM ledger.holds h WHERE h.workspace_id = p_workspace AND h.id = p_hold;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such hold' USING ERRCODE = 'AI404';
  END IF;
  IF v_hold.state IN ('voided', 'expired') THEN
    RETURN ledger.settle_late(v_chain, p_hold, p_cost);
  END IF;

  v_charged := least(p_cost, v_hold.amount_nanos);
  v_released := v_hold.amount_nanos - v_charged;
  IF v_charged > 0 THEN
    v_debits := '{2}'; v_credits := '{3}'; v_amounts := ARRAY[v_charged];
  END IF;
  IF v_released > 0 THEN
    v_debits := v_debits || 2::smallint; v_credits := v_credits || 1::smallint; v_amounts := v_amounts || v_released;
  END IF;
  IF p_cost > v_charged THEN
    v_debits := v_debits || 9::smallint; v_credits := v_credits || 3::smallint;
    v_amounts := v_amounts || (p_cost - v_charged);
  END IF;
  v_receipt := ledger.append(v_chain, ledger.derive_id(p_workspace, 'settle:' || p_hold), 3::smallint, '',
                             v_debits, v_credits, v_amounts);
  IF NOT v_receipt.replayed THEN
    UPDATE ledger.holds h SET state = 'settled', charged_nanos = v_charged, resolve_seq = v_receipt.seq,
                              resolved_at = ledger.to_time(v_receipt.created_us)
      WHERE h.workspace_id = p_workspace AND h.id = p_hold;
  END IF;
  RETURN (v_charged, v_released, false, v_receipt.replayed);
END
$$;

-- Charges work whose hold had been released: from the wallet as far as it goes, the rest is the operator's variance.
-- The same cost again answers with what was charged the first time.
CREATE FUNCTION ledger.settle_late(p_chain ledger.chains, p_hold uuid, p_cost bigint)
RETURNS ledger.settlement LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := p_chain.workspace_id;
  v_id uuid := ledger.derive_id(v_workspace, 'late:' || p_hold);
  v_cost numeric;
  v_charged bigint;
  v_debits smallint[] := '{}';
  v_credits smallint[] := '{}';
  v_amounts bigint[] := '{}';
BEGIN
  SELECT sum(p.amount_nanos), coalesce(sum(p.amount_nanos) FILTER (WHERE p.debit = 1), 0) INTO v_cost, v_charged
    FROM ledger.postings p WHERE p.workspace_id = v_workspace AND p.transaction_id = v_id;
  IF v_cost IS NOT NULL AND v_cost <> p_cost THEN
    RAISE EXCEPTION 'the hold was settled with another cost' USING ERRCODE = 'AI409';
  ELSIF v_cost IS NOT NULL OR p_cost = 0 THEN
    RETURN (v_charged, 0::bigint, true, v_cost IS NOT NULL);
  END IF;
  SELECT least(p_cost, a.balance_nanos) INTO v_charged
    FROM ledger.accounts a WHERE a.workspace_id = v_workspace AND a.number = 1;
  IF v_charged > 0 THEN
    v_debits := '{1}'; v_credits := '{3}'; v_amounts := ARRAY[v_charged];
  END IF;
  IF p_cost > v_charged THEN
    v_debits := v_debits || 9::smallint; v_credits := v_credits || 3::smallint;
    v_amounts := v_amounts || (p_cost - v_charged);
  END IF;
  PERFORM ledger.append(p_chain, v_id, 6::smallint, '', v_debits, v_credits, v_amounts);
  RETURN (v_charged, 0::bigint, true, false);
END
$$;

CREATE TYPE ledger.release AS (released_nanos bigint, replayed boolean);

-- Frees a hold whole: nothing was done for it ("void"), or nobody came back for it ("expire").
CREATE FUNCTION ledger.release_hold(p_workspace uuid, p_hold uuid, p_kind text)
RETURNS ledger.release LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_chain ledger.chains;
  v_hold ledger.holds;
  v_receipt ledger.receipt;
BEGIN
  PERFORM ledger.require_workspace(p_workspace);
  IF (p_kind IN ('void', 'expire')) IS NOT TRUE THEN
    RAISE EXCEPTION 'a hold is released by void or expire' USING ERRCODE = '22023';
  END IF;
  v_chain := ledger.lock_chain(p_workspace);
  SELECT * INTO v_hold FROM ledger.holds h WHERE h.workspace_id = p_workspace AND h.id = p_hold;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such hold' USING ERRCODE = 'AI404';
  ELSIF v_hold.state = 'settled' THEN
    RAISE EXCEPTION 'the hold is settled already' USING ERRCODE = 'AI409';
  ELSIF v_hold.state <> 'pending' THEN
    RETURN (v_hold.amount_nanos::bigint, true);
  END IF;
  v_receipt := ledger.append(v_chain, ledger.derive_id(p_workspace, p_kind || ':' || p_hold),
    (CASE p_kind WHEN 'void' THEN 4 ELSE 5 END)::smallint, '', '{2}', '{1}', ARRAY[v_hold.amount_nanos]);
  UPDATE ledger.holds h SET state = CASE p_kind WHEN 'void' THEN 'voided' ELSE 'expired' END,
                            resolve_seq = v_receipt.seq, resolved_at = ledger.to_time(v_receipt.created_us)
    WHERE h.workspace_id = p_workspace AND h.id = p_hold;
  RETURN (v_hold.amount_nanos::bigint, false);
END
$$;

-- Reading ---------------------------------------------------------------------------------------------

-- The system role sees everything; every other role the workspace that its transaction has named.
CREATE VIEW ledger.chain_view WITH (security_barrier) AS
  SELECT c.workspace_id, c.seq, c.head FROM ledger.chains c
  WHERE (SELECT pg_has_role(current_user, 'autoink_system', 'MEMBER'))
     OR c.workspace_id = (SELECT nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE VIEW ledger.account_view WITH (security_barrier) AS
  SELECT a.workspace_id, a.number, a.floor_nanos, a.balance_nanos FROM ledger.accounts a
  WHERE (SELECT pg_has_role(current_user, 'autoink_system', 'MEMBER'))
     OR a.workspace_id = (SELECT nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE VIEW ledger.posting_view WITH (security_barrier) AS
  SELECT p.workspace_id, p.seq, p.line, p.transaction_id, p.kind, p.created_us, p.debit, p.credit,
         p.amount_nanos, p.memo, p.body_hash, p.hash
  FROM ledger.postings p
  WHERE (SELECT pg_has_role(current_user, 'autoink_system', 'MEMBER'))
     OR p.workspace_id = (SELECT nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE VIEW ledger.hold_view WITH (security_barrier) AS
  SELECT h.workspace_id, h.id, h.amount_nanos, h.state, h.charged_nanos, h.expires_at, h.reserve_seq,
         h.resolve_seq, h.resolved_at, h.created_at
  FROM ledger.holds h
  WHERE (SELECT pg_has_role(current_user, 'autoink_system', 'MEMBER'))
     OR h.workspace_id = (SELECT nullif(current_setting('app.workspace_id', true), '')::uuid);

-- The records of chain.bin for the transactions after p_after, p_limit at most, and beside them the stored body
-- hashes, which the file leaves out. Lines that disagree on what their transaction is come as two records.
CREATE FUNCTION ledger.export_records(
  p_workspace uuid, p_after bigint, p_limit int, OUT count int, OUT records bytea, OUT body_hashes bytea
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM ledger.require_workspace(p_workspace);
  SELECT count(*), string_agg(int4send(octet_length(r.record)) || r.record, ''::bytea ORDER BY r.seq),
         string_agg(r.body_hash, ''::bytea ORDER BY r.seq)
    INTO count, records, body_hashes
    FROM (SELECT t.seq, t.body_hash,
                 int8send(t.seq) || uuid_send(t.transaction_id) || int8send(t.created_us) || int2send(t.kind)
                 || int4send(octet_length(t.memo)) || convert_to(t.memo, 'UTF8') || int2send(t.lines::smallint)
                 || t.line_bytes || t.hash AS record
            FROM (SELECT p.seq, p.transaction_id, p.created_us, p.kind, count(*) AS lines,
                         string_agg(p.memo, '') AS memo,
                         string_agg(int2send(p.debit) || int2send(p.credit) || int8send(p.amount_nanos), ''::bytea
                                    ORDER BY p.line) AS line_bytes,
                         coalesce(string_agg(p.hash, ''::bytea), ''::bytea) AS hash,
                         coalesce(string_agg(p.body_hash, ''::bytea), ''::bytea) AS body_hash
                    FROM ledger.postings p
                    WHERE p.workspace_id = p_workspace AND p.seq > p_after AND p.seq <= p_after + p_limit
                    GROUP BY p.seq, p.transaction_id, p.created_us, p.kind) t) r;
END
$$;

-- What is wrong anywhere in the ledger: no row when all is well. It compares what stands beside the chains with
-- them; lib/ledger/verify.ts recomputes the hashes themselves.
CREATE FUNCTION ledger.find_faults() RETURNS TABLE (workspace_id uuid, fault text, detail text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH sums AS (
    SELECT s.workspace_id, s.number, sum(s.amount) AS amount
      FROM (SELECT p.workspace_id, p.credit AS number, p.amount_nanos::numeric AS amount FROM ledger.postings p
            UNION ALL SELECT p.workspace_id, p.debit, -p.amount_nanos::numeric FROM ledger.postings p) s
      GROUP BY s.workspace_id, s.number
  ), transactions AS (
    SELECT p.workspace_id, p.seq, count(*) AS lines, max(p.line) AS last_line,
           count(DISTINCT (p.transaction_id, p.kind, p.created_us)) AS kinds
      FROM ledger.postings p GROUP BY p.workspace_id, p.seq
  ), lasts AS (
    SELECT t.workspace_id, count(*) AS transactions, max(t.seq) AS seq FROM transactions t GROUP BY t.workspace_id
  ), pending AS (
    SELECT h.workspace_id, sum(h.amount_nanos) AS amount FROM ledger.holds h
      WHERE h.state = 'pending' GROUP BY h.workspace_id
  )
  SELECT a.workspace_id, 'not_zero_sum', sum(a.balance_nanos)::text FROM ledger.accounts a
    GROUP BY a.workspace_id HAVING sum(a.balance_nanos) <> 0
  UNION ALL
  SELECT c.workspace_id, 'accounts_missing', count(a.number)::text
    FROM ledger.chains c LEFT JOIN ledger.accounts a USING (workspace_id)
    GROUP BY c.workspace_id HAVING count(a.number) <> 10
  UNION ALL
  SELECT a.workspace_id, 'below_floor', a.number::text FROM ledger.accounts a
    WHERE a.balance_nanos < a.floor_nanos OR (a.floor_nanos IS DISTINCT FROM 0) = (a.number IN (1, 2))
       OR (a.floor_nanos IS NULL) = (a.number IN (1, 2))
  UNION ALL
  SELECT coalesce(a.workspace_id, s.workspace_id), 'balance_differs',
         format('account %s: %s stands, %s was posted', coalesce(a.number, s.number), a.balance_nanos, s.amount)
    FROM ledger.accounts a FULL JOIN sums s ON s.workspace_id = a.workspace_id AND s.number = a.number
    WHERE a.balance_nanos IS DISTINCT FROM coalesce(s.amount, 0)
  UNION ALL
  SELECT a.workspace_id, 'held_differs', format('%s stands, %s is pending', a.balance_nanos, coalesce(p.amount, 0))
    FROM ledger.accounts a LEFT JOIN pending p USING (workspace_id)
    WHERE a.number = 2 AND a.balance_nanos <> coalesce(p.amount, 0)
  UNION ALL
  SELECT coalesce(c.workspace_id, l.workspace_id), 'head_differs',
         format('seq %s of %s transactions up to %s', c.seq, coalesce(l.transactions, 0), coalesce(l.seq, 0))
    FROM ledger.chains c FULL JOIN lasts l ON l.workspace_id = c.workspace_id
    LEFT JOIN ledger.postings p ON p.workspace_id = c.workspace_id AND p.seq = c.seq AND p.line = 1
    WHERE c.seq IS DISTINCT FROM coalesce(l.seq, 0) OR c.seq <> coalesce(l.transactions, 0)
       OR c.head IS DISTINCT FROM coalesce(p.hash, decode(repeat('00', 32), 'hex'))
  UNION ALL
  SELECT t.workspace_id, 'lines_differ', format('transaction %s', t.seq) FROM transactions t
    WHERE t.kinds <> 1 OR t.lines <> t.last_line
  UNION ALL
  SELECT h.workspace_id, 'hold_differs', h.id::text
    FROM ledger.holds h
    LEFT JOIN ledger.postings made ON made.workspace_id = h.workspace_id AND made.seq = h.reserve_seq AND made.line = 1
    LEFT JOIN ledger.postings done ON done.workspace_id = h.workspace_id AND done.seq = h.resolve_seq AND done.line = 1
    WHERE (made.transaction_id, made.amount_nanos, ledger.to_time(made.created_us))
            IS DISTINCT FROM (ledger.derive_id(h.workspace_id, 'reserve:' || h.id), h.amount_nanos, h.created_at)
       OR (h.state <> 'pending' AND (done.transaction_id, ledger.to_time(done.created_us)) IS DISTINCT FROM
            (ledger.derive_id(h.workspace_id,
               CASE h.state WHEN 'settled' THEN 'settle:' WHEN 'voided' THEN 'void:' ELSE 'expire:' END || h.id),
             h.resolved_at))
       OR (h.state = 'settled' AND h.charged_nanos IS DISTINCT FROM
            (SELECT coalesce(sum(p.amount_nanos), 0) FROM ledger.postings p
               WHERE p.workspace_id = h.workspace_id AND p.seq = h.resolve_seq AND p.debit = 2 AND p.credit = 3))
  UNION ALL
  SELECT p.workspace_id, 'hold_missing', format('transaction %s', p.seq) FROM ledger.postings p
    WHERE p.kind = 2 AND NOT EXISTS (SELECT FROM ledger.holds h
                                       WHERE h.workspace_id = p.workspace_id AND h.reserve_seq = p.seq)
$$;

-- Who may what ----------------------------------------------------------------------------------------

REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC, autoink_app, autoink_system;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT SELECT ON ledger.chain_view, ledger.account_view, ledger.posting_view, ledger.hold_view
  TO autoink_app, autoink_system;
GRANT EXECUTE ON FUNCTION ledger.open_chain, ledger.reserve, ledger.settle, ledger.release_hold, ledger.export_records
  TO autoink_app, autoink_system;
GRANT EXECUTE ON FUNCTION ledger.post, ledger.post_batch, ledger.find_faults TO autoink_system;

-- The ledger: one closed book per workspace, double entry, in nano-USD. A posting debits one account and
-- credits another by the same amount, so a book sums to zero by construction. A balance is credits less
-- debits; "wallet" and "held" may not go below zero. These functions are the only way in.

ALTER TABLE ledger.accounts
  ADD CONSTRAINT accounts_floor CHECK (floor_nanos IS NULL OR balance_nanos >= floor_nanos),
  ADD CONSTRAINT accounts_code CHECK (code IN ('wallet', 'held', 'usage', 'grants', 'variance'));
ALTER TABLE ledger.postings
  ADD CONSTRAINT postings_amount CHECK (amount_nanos > 0),
  ADD CONSTRAINT postings_two_accounts CHECK (debit <> credit);
ALTER TABLE ledger.transactions
  ADD CONSTRAINT transactions_kind CHECK (kind IN ('grant', 'reserve', 'settle', 'void', 'expire')),
  ADD CONSTRAINT transactions_key CHECK (char_length(idempotency_key) BETWEEN 1 AND 255);
ALTER TABLE ledger.holds
  ADD CONSTRAINT holds_state CHECK (state IN ('pending', 'settled', 'voided', 'expired')),
  ADD CONSTRAINT holds_amount CHECK (amount_nanos > 0),
  ADD CONSTRAINT holds_charged CHECK (charged_nanos BETWEEN 0 AND amount_nanos),
  ADD CONSTRAINT holds_resolved CHECK ((state = 'pending') = (resolved_at IS NULL)),
  ADD CONSTRAINT holds_free_when_not_settled CHECK (state = 'settled' OR charged_nanos = 0);

-- A hold is resolved once: a resolved row never changes again, and amounts never change at all.
CREATE FUNCTION ledger.guard_hold() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR OLD.state <> 'pending' OR NEW.state = 'pending'
     OR NEW.id <> OLD.id OR NEW.owner_workspace_id <> OLD.owner_workspace_id
     OR NEW.amount_nanos <> OLD.amount_nanos OR NEW.expires_at <> OLD.expires_at THEN
    RAISE EXCEPTION 'a hold is resolved once and is not changed otherwise' USING ERRCODE = 'AI001';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard_hold BEFORE UPDATE OR DELETE ON ledger.holds
  FOR EACH ROW EXECUTE FUNCTION ledger.guard_hold();
CREATE TRIGGER guard_hold_truncate BEFORE TRUNCATE ON ledger.holds
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- The application role acts inside the workspace that its transaction has named, and in no other.
CREATE FUNCTION ledger.require_workspace(p_workspace uuid) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
  IF session_user = 'autoink_app'
     AND p_workspace IS DISTINCT FROM nullif(current_setting('app.workspace_id', true), '')::uuid THEN
    RAISE EXCEPTION 'not the workspace of this transaction' USING ERRCODE = '42501';
  END IF;
END
$$;

-- Opens the book of a new workspace. Opening it twice changes nothing.
CREATE FUNCTION ledger.open_book(p_workspace uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog AS $$
BEGIN
  PERFORM ledger.require_workspace(p_workspace);
  INSERT INTO books (owner_workspace_id) VALUES (p_workspace) ON CONFLICT DO NOTHING;
  INSERT INTO accounts (owner_workspace_id, code, floor_nanos)
    VALUES (p_workspace, 'wallet', 0), (p_workspace, 'held', 0),
           (p_workspace, 'usage', NULL), (p_workspace, 'grants', NULL), (p_workspace, 'variance', NULL)
    ON CONFLICT DO NOTHING;
END
$$;

-- Appends one transaction. The same key with the same lines answers with the first one (replayed);
-- with other lines it is refused with AI409. AI404: the workspace has no book.
CREATE FUNCTION ledger.append(p_workspace uuid, p_id uuid, p_key text, p_kind text,
                              p_debits text[], p_credits text[], p_amounts bigint[])
RETURNS TABLE (transaction_id uuid, seq bigint, replayed boolean)
LANGUAGE plpgsql SET search_path = ledger, pg_catalog AS $$
DECLARE
  v_seq bigint;
  v_line int;
  v_known record;
BEGIN
  SELECT b.seq + 1 INTO v_seq FROM books b WHERE b.owner_workspace_id = p_workspace FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the workspace has no book' USING ERRCODE = 'AI404';
  END IF;

  SELECT t.id, t.seq, t.kind INTO v_known FROM transactions t
    WHERE t.owner_workspace_id = p_workspace AND t.idempotency_key = p_key;
  IF FOUND THEN
    IF v_known.kind <> p_kind OR
       (SELECT (array_agg(p.debit ORDER BY p.line), array_agg(p.credit ORDER BY p.line),
                array_agg(p.amount_nanos ORDER BY p.line))
          FROM postings p WHERE p.owner_workspace_id = p_workspace AND p.transaction_id = v_known.id)
       IS DISTINCT FROM (p_debits, p_credits, p_amounts) THEN
      RAISE EXCEPTION 'the key was used for another transaction' USING ERRCODE = 'AI409';
    END IF;
    RETURN QUERY SELECT v_known.id, v_known.seq, true;
    RETURN;
  END IF;

  UPDATE books SET seq = v_seq WHERE owner_workspace_id = p_workspace;
  INSERT INTO transactions (owner_workspace_id, id, seq, idempotency_key, kind)
    VALUES (p_workspace, p_id, v_seq, p_key, p_kind);
  FOR v_line IN 1 .. cardinality(p_amounts) LOOP
    INSERT INTO postings (owner_workspace_id, transaction_id, line, debit, credit, amount_nanos)
      VALUES (p_workspace, p_id, v_line, p_debits[v_line], p_credits[v_line], p_amounts[v_line]);
    UPDATE accounts SET balance_nanos = balance_nanos - p_amounts[v_line]
      WHERE owner_workspace_id = p_workspace AND code = p_debits[v_line];
    UPDATE accounts SET balance_nanos = balance_nanos + p_amounts[v_line]
      WHERE owner_workspace_id = p_workspace AND code = p_credits[v_line];
  END LOOP;
  RETURN QUERY SELECT p_id, v_seq, false;
END
$$;

-- Value that the operator gives a workspace.
CREATE FUNCTION ledger.grant_funds(p_workspace uuid, p_id uuid, p_key text, p_amount bigint)
RETURNS TABLE (transaction_id uuid, seq bigint, replayed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog AS $$
BEGIN
  IF session_user = 'autoink_app' THEN
    RAISE EXCEPTION 'the application role grants nothing' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY SELECT * FROM ledger.append(p_workspace, p_id, p_key, 'grant',
    ARRAY['grants'], ARRAY['wallet'], ARRAY[p_amount]);
END
$$;

-- Sets value aside. 23514 (check_violation): the wallet does not hold enough.
CREATE FUNCTION ledger.reserve(p_workspace uuid, p_hold uuid, p_id uuid, p_amount bigint, p_expires_at timestamptz)
RETURNS TABLE (transaction_id uuid, seq bigint, replayed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog AS $$
BEGIN
  PERFORM ledger.require_workspace(p_workspace);
  RETURN QUERY SELECT * FROM ledger.append(p_workspace, p_id, 'reserve:' || p_hold, 'reserve',
    ARRAY['wallet'], ARRAY['held'], ARRAY[p_amount]);
  INSERT INTO holds (owner_workspace_id, id, amount_nanos, state, expires_at)
    VALUES (p_workspace, p_hold, p_amount, 'pending', p_expires_at)
    ON CONFLICT DO NOTHING;
END
$$;

-- Charges a hold and frees the rest. What the work cost above the hold is booked as the operator's
-- variance: it is never lost and never taken from the wallet. Returns what was charged and released.
-- AI404: no such hold. AI409: the hold was resolved in another way.
CREATE FUNCTION ledger.settle(p_workspace uuid, p_hold uuid, p_id uuid, p_cost bigint)
RETURNS TABLE (charged_nanos bigint, released_nanos bigint, replayed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog AS $$
DECLARE
  v_hold holds%ROWTYPE;
  v_charged bigint;
  v_debits text[] := '{}';
  v_credits text[] := '{}';
  v_amounts bigint[] := '{}';
BEGIN
  PERFORM ledger.require_workspace(p_workspace);
  IF p_cost < 0 THEN
    RAISE EXCEPTION 'a cost is not negative' USING ERRCODE = '22003';
  END IF;
  PERFORM FROM books b WHERE b.owner_workspace_id = p_workspace FOR UPDATE;
  SELECT * INTO v_hold FROM holds h WHERE h.owner_workspace_id = p_workspace AND h.id = p_hold;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such hold' USING ERRCODE = 'AI404';
  END IF;
  v_charged := least(p_cost, v_hold.amount_nanos);
  IF v_hold.state <> 'pending' THEN
    IF v_hold.state <> 'settled' OR v_hold.charged_nanos <> v_charged THEN
      RAISE EXCEPTION 'the hold is % already', v_hold.state USING ERRCODE = 'AI409';
    END IF;
    RETURN QUERY SELECT v_charged, v_hold.amount_nanos - v_charged, true;
    RETURN;
  END IF;

  IF v_charged > 0 THEN
    v_debits := v_debits || 'held'::text; v_credits := v_credits || 'usage'::text; v_amounts := v_amounts || v_charged;
  END IF;
  IF v_charged < v_hold.amount_nanos THEN
    v_debits := v_debits || 'held'::text; v_credits := v_credits || 'wallet'::text;
    v_amounts := v_amounts || (v_hold.amount_nanos - v_charged);
  END IF;
  IF p_cost > v_charged THEN
    v_debits := v_debits || 'variance'::text; v_credits := v_credits || 'usage'::text;
    v_amounts := v_amounts || (p_cost - v_charged);
  END IF;
  PERFORM ledger.append(p_workspace, p_id, 'settle:' || p_hold, 'settle', v_debits, v_credits, v_amounts);
  UPDATE holds h SET state = 'settled', charged_nanos = v_charged, resolved_at = now()
    WHERE h.owner_workspace_id = p_workspace AND h.id = p_hold;
  RETURN QUERY SELECT v_charged, v_hold.amount_nanos - v_charged, false;
END
$$;

-- Frees a hold whole: nothing was done for it ("void"), or nobody came back for it ("expire").
CREATE FUNCTION ledger.release(p_workspace uuid, p_hold uuid, p_id uuid, p_kind text)
RETURNS TABLE (released_nanos bigint, replayed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog AS $$
DECLARE
  v_hold holds%ROWTYPE;
  v_state text := CASE p_kind WHEN 'void' THEN 'voided' WHEN 'expire' THEN 'expired' END;
BEGIN
  PERFORM ledger.require_workspace(p_workspace);
  PERFORM FROM books b WHERE b.owner_workspace_id = p_workspace FOR UPDATE;
  SELECT * INTO v_hold FROM holds h WHERE h.owner_workspace_id = p_workspace AND h.id = p_hold;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such hold' USING ERRCODE = 'AI404';
  END IF;
  IF v_hold.state <> 'pending' THEN
    IF v_hold.state IN ('voided', 'expired') THEN
      RETURN QUERY SELECT v_hold.amount_nanos, true;
      RETURN;
    END IF;
    RAISE EXCEPTION 'the hold is % already', v_hold.state USING ERRCODE = 'AI409';
  END IF;
  PERFORM ledger.append(p_workspace, p_id, p_kind || ':' || p_hold, p_kind,
    ARRAY['held'], ARRAY['wallet'], ARRAY[v_hold.amount_nanos]);
  UPDATE holds h SET state = v_state, resolved_at = now()
    WHERE h.owner_workspace_id = p_workspace AND h.id = p_hold;
  RETURN QUERY SELECT v_hold.amount_nanos, false;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.reserve, ledger.settle, ledger.release, ledger.open_book TO autoink_app, autoink_system;
GRANT EXECUTE ON FUNCTION ledger.grant_funds TO autoink_system;

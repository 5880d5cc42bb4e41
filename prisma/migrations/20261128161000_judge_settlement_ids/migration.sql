-- The id of a settlement follows from its hold. A transaction that was posted under that id by another way is not the
-- settlement: it is a conflict, and the whole of it, also where only the first of two lines meets it.

CREATE OR REPLACE FUNCTION ledger.settle(p_workspace uuid, p_hold uuid, p_cost bigint)
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
    RETURNING l.released, (SELECT min(p.line) FROM posted p) INTO v_released, v_posted;
  IF v_posted = 1 THEN
    RETURN (p_cost, v_released, false, false);
  ELSIF v_released IS NOT NULL THEN
    RAISE EXCEPTION 'the id was used for another transaction' USING ERRCODE = 'AI409';
  END IF;
  RETURN ledger.settle_otherwise(p_workspace, p_hold, p_cost);
END
$$;

CREATE OR REPLACE FUNCTION ledger.settle_late(p_chain ledger.chains, p_hold uuid, p_cost bigint)
RETURNS ledger.settlement LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := p_chain.workspace_id;
  v_id uuid := ledger.derive_id(v_workspace, 'late:' || p_hold);
  v_known record;
  v_charged bigint;
  v_debits smallint[] := '{}';
  v_credits smallint[] := '{}';
  v_amounts bigint[] := '{}';
BEGIN
  SELECT max(p.kind) AS kind, sum(p.amount_nanos) AS cost,
         coalesce(sum(p.amount_nanos) FILTER (WHERE p.debit = 1), 0)::bigint AS charged INTO v_known
    FROM ledger.postings p WHERE p.workspace_id = v_workspace AND p.transaction_id = v_id;
  IF v_known.kind <> 6 OR v_known.cost <> p_cost THEN
    RAISE EXCEPTION 'the hold was settled with another cost, or the id was used otherwise' USING ERRCODE = 'AI409';
  ELSIF v_known.kind = 6 OR p_cost = 0 THEN
    RETURN (v_known.charged, 0::bigint, true, v_known.kind IS NOT NULL);
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

-- Without a short way for one line that said the conditions a second time.
CREATE OR REPLACE FUNCTION ledger.require_lines(
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

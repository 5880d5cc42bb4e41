const KEY = "The primary key says so too.";
const NO_MORE_LINES =
  "For one line the statement inserts nothing: the condition saves its setting up.";
const GROUPED =
  "Aggregates with an order of their own are grouped by sorting, and seq is the first key.";
const ALL_DIFFER = "No two of the rows are the same.";
const REFUSED_LATER = "What comes after it refuses the same with the same code.";
const BY_INDEX =
  "Whatever the planner is asked, it reads the lines of a transaction through their index, and so in order.";

/** Mutants that no behaviour tells from the SQL as it is, each with the reason. */
export const SURVIVORS: Readonly<Record<string, string>> = {
  "ledger.accounts | workspace_id uuid NOT NULL REFERENCES ledger.chains, | NOT NULL → nothing":
    KEY,
  "ledger.accounts | number ledger.account_number NOT NULL, | NOT NULL → nothing": KEY,
  "ledger.postings | workspace_id uuid NOT NULL, | NOT NULL → nothing": KEY,
  "ledger.postings | seq ledger.counter NOT NULL, | NOT NULL → nothing": KEY,
  "ledger.postings | line ledger.line_number NOT NULL, | NOT NULL → nothing": KEY,
  "ledger.holds | workspace_id uuid NOT NULL, | NOT NULL → nothing": KEY,
  "ledger.holds | id uuid NOT NULL, | NOT NULL → nothing": KEY,
  "ledger_first.number_of | GROUP BY t.seq, t.idempotency_key, t.created_at, t.kind ORDER BY t.seq | ORDER BY t.seq → nothing":
    GROUPED,
  "ledger_first.number_of | array_agg(ledger_first.number_of(p.debit) ORDER BY p.line) AS debits, | ORDER BY p.line → nothing":
    BY_INDEX,
  "ledger_first.number_of | array_agg(ledger_first.number_of(p.credit) ORDER BY p.line) AS credits, | ORDER BY p.line → nothing":
    BY_INDEX,
  "ledger_first.number_of | array_agg(p.amount_nanos ORDER BY p.line) AS amounts | ORDER BY p.line → nothing":
    BY_INDEX,
  "ledger.append | IF v_lines > 1 THEN | IF v_lines > 1 THEN → IF true THEN": NO_MORE_LINES,
  "ledger.append | IF v_lines > 1 THEN | > → >=": NO_MORE_LINES,
  "ledger.append_all | RETURNING 1 | 1 → 2": "The rows are counted, not read.",
  "ledger.append_each | WHILE v_to < v_rows AND p_lines[v_to + 1] <> 1 LOOP | < → <=":
    "Behind the last line there is none: its number is null, and the loop ends.",
  "ledger.export_records | SELECT count(*), string_agg(int4send(octet_length(r.record)) || r.record, ''::bytea ORDER BY r.seq), | ORDER BY r.seq → nothing":
    GROUPED,
  "ledger.export_records | string_agg(r.body_hash, ''::bytea ORDER BY r.seq) | ORDER BY r.seq → nothing":
    GROUPED,
  "ledger.find_faults | UNION ALL | UNION ALL → UNION": ALL_DIFFER,
  "ledger.find_faults | UNION ALL | UNION ALL → UNION (2)": ALL_DIFFER,
  "ledger.find_faults | UNION ALL | UNION ALL → UNION (3)": ALL_DIFFER,
  "ledger.find_faults | UNION ALL | UNION ALL → UNION (4)": ALL_DIFFER,
  "ledger.find_faults | UNION ALL | UNION ALL → UNION (5)": ALL_DIFFER,
  "ledger.find_faults | UNION ALL | UNION ALL → UNION (6)": ALL_DIFFER,
  "ledger.find_faults | UNION ALL | UNION ALL → UNION (7)": ALL_DIFFER,
  "ledger.find_faults | REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC, autoink_app, autoink_system; | REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC, autoink_app, autoink_system; → nothing":
    "A new table is closed to every other role anyway.",
  "ledger.settle | UNION ALL | UNION ALL → UNION": ALL_DIFFER,
  "ledger.settle | ELSIF v_released IS NOT NULL THEN | ELSIF v_released IS NOT NULL THEN → ELSIF false THEN":
    REFUSED_LATER,
  "ledger.settle | RAISE EXCEPTION 'the id was used for another transaction' USING ERRCODE = 'AI409'; | RAISE EXCEPTION 'the id was used for another transaction' USING ERRCODE = 'AI409'; → NULL;":
    REFUSED_LATER,
  "ledger.settle_late | SELECT max(p.kind) AS kind, sum(p.amount_nanos) AS cost, | max( → min(":
    "All lines of a transaction have one kind.",
  "ledger.settle_late | coalesce(sum(p.amount_nanos) FILTER (WHERE p.debit = 1), 0)::bigint AS charged INTO v_known | sum( → max(":
    "At most one line of it debits the wallet.",
  "ledger.settle_late | RAISE EXCEPTION 'the hold was settled with another cost, or the id was used otherwise' USING ERRCODE = 'AI409'; | RAISE EXCEPTION 'the hold was settled with another cost, or the id was used otherwise' USING ERRCODE = 'AI409'; → NULL;":
    REFUSED_LATER,
};

const KEY = "The primary key says so too.";
const NO_MORE_LINES =
  "For one line the statement inserts nothing: the condition saves its setting up.";
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
    "Aggregates with an order of their own are grouped by sorting, and seq is the first key.",
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
};

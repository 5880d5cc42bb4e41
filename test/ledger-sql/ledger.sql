-- What the ledger's SQL answers to whom, and what it leaves. ledger.out is the transcript.

-- # The history of the first version
-- @as owner
-- @book w1
-- @book w2
-- @book w3
SELECT id, expires_at AT TIME ZONE 'UTC' FROM ledger.holds ORDER BY id;
SELECT seq, created_us % 1000000 = extract(microseconds FROM ledger.to_time(created_us))::bigint % 1000000 FROM ledger.postings WHERE workspace_id = :w2 AND seq = 1;
SELECT workspace_id, count(*), min(number), max(number), string_agg(number || '=' || floor_nanos, ' ' ORDER BY number) FROM ledger.accounts GROUP BY workspace_id ORDER BY 1;
SELECT ledger.post(:w2, ledger.derive_id(:w2, 'grant:größer'), 1::smallint, 'grant:größer', '{7}', '{1}', '{7}') IS NOT NULL, (SELECT max(seq) FROM ledger.postings WHERE workspace_id = :w2);
SELECT to_regnamespace('ledger_first');
SELECT * FROM ledger.find_faults();
-- @as system
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w1, :h4, 4000);
SELECT released_nanos, replayed FROM ledger.release_hold(:w1, :h2, 'void');

-- # What there is
-- @as owner
SELECT p.proname, p.prosecdef, p.provolatile, p.proretset, p.proconfig FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace ORDER BY 1;
SELECT r.rolname, string_agg(p.proname, ' ' ORDER BY p.proname) FROM pg_proc p, pg_roles r WHERE p.pronamespace = 'ledger'::regnamespace AND r.rolname IN ('autoink_app', 'autoink_system') AND has_function_privilege(r.oid, p.oid, 'EXECUTE') GROUP BY 1 ORDER BY 1;
SELECT r.rolname, c.relname, string_agg(w.word, ' ' ORDER BY w.word) FROM pg_class c, pg_roles r, unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) w (word) WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'v') AND r.rolname IN ('autoink_app', 'autoink_system') AND has_table_privilege(r.oid, c.oid, w.word) GROUP BY 1, 2 ORDER BY 1, 2;
SELECT r.rolname, has_schema_privilege(r.oid, 'ledger', 'USAGE'), has_schema_privilege(r.oid, 'ledger', 'CREATE') FROM pg_roles r WHERE r.rolname IN ('autoink_app', 'autoink_system') ORDER BY 1;
SELECT c.relname, c.relkind, c.reloptions, string_agg(a.attname || ' ' || format_type(a.atttypid, NULL) || CASE WHEN a.attnotnull THEN '!' ELSE '' END || coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), ''), ', ' ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'v', 'c') GROUP BY 1, 2, 3 ORDER BY 1;
SELECT tgrelid::regclass, tgname, tgfoid::regproc, tgtype FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'ledger.%' ORDER BY tgrelid::regclass::text, 2;
SELECT tablename, indexname, regexp_replace(indexdef, '^.*USING', '') FROM pg_indexes WHERE schemaname = 'ledger' ORDER BY 1, 2;
SELECT conrelid::regclass, conname, contype FROM pg_constraint WHERE connamespace = 'ledger'::regnamespace AND conrelid <> 0 AND contype <> 'n' ORDER BY conrelid::regclass::text, 2;

-- # Ranges of single values
-- @each -1 0 9223372036854775807
SELECT $each::bigint::ledger.counter;
-- @each -1 0 1
SELECT $each::bigint::ledger.amount;
-- @each -1 0 9 10
SELECT $each::smallint::ledger.account_number;
-- @each 0 1 11 12
SELECT $each::smallint::ledger.kind_number;
-- @each 0 1 1000 1001
SELECT $each::smallint::ledger.line_number;
-- @each 0 512 513
SELECT octet_length(repeat('é', $each)::ledger.memo);
-- @each 1024 1025
SELECT octet_length(repeat('x', $each)::ledger.memo);
-- @each 0 31 32 33
SELECT octet_length(convert_to(repeat('x', $each), 'UTF8')::ledger.sha256);
-- @each pending settled voided expired done
SELECT '$each'::ledger.hold_state;

-- # Which holds there can be
-- @each pending settled voided expired
SELECT c, r, t, ledger.is_hold('$each', 10, c, 5, r, CASE WHEN t THEN now() END) FROM unnest('{-1,0,1,9,10,11}'::bigint[]) c, unnest(ARRAY[NULL, 4, 5, 6]::bigint[]) r, unnest('{t,f}'::boolean[]) t ORDER BY 1, 2, 3 DESC;

-- # Bytes
SELECT ledger.hash_name(:w1, 'größer') = sha256('\x4149492d31'::bytea || uuid_send(:w1) || '\x6772c3b6c39f6572'::bytea);
SELECT ledger.to_id('\xffffffffffffffffffffffffffffffff00000000000000000000000000000000'), ledger.to_id('\x00000000000000000000000000000000ffffffffffffffffffffffffffffffff'), ledger.to_id('\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
SELECT ledger.derive_id(:w1, 'größer') = ledger.to_id(sha256('\x4149492d31'::bytea || uuid_send(:w1) || '\x6772c3b6c39f6572'::bytea));
SELECT ledger.hash_body(7::smallint, 'é', '{0,8}', '{1,3}', '{258,9223372036854775807}') = sha256('\x4149422d310007'::bytea || '\x00000002c3a9'::bytea || '\x0002'::bytea || '\x000000010000000000000102'::bytea || '\x000800037fffffffffffffff'::bytea);
SELECT ledger.hash_body(1::smallint, '', '{7}', '{1}', '{1}') = sha256('\x4149422d310001'::bytea || '\x00000000'::bytea || '\x0001'::bytea || '\x000700010000000000000001'::bytea);
SELECT ledger.hash_line(7::smallint, 'é', 0::smallint, 9::smallint, 258) = sha256('\x4149422d310007'::bytea || '\x00000002c3a9'::bytea || '\x0001'::bytea || '\x000000090000000000000102'::bytea);
SELECT ledger.hash_link(sha256('x'), :w1, 258, :t1, 772, sha256('y')) = sha256('\x4149542d31'::bytea || sha256('x') || uuid_send(:w1) || '\x0000000000000102'::bytea || uuid_send(:t1) || '\x0000000000000304'::bytea || sha256('y'));
SELECT abs(ledger.now_us() - extract(epoch FROM clock_timestamp()) * 1000000) < 60000000;
SELECT ledger.to_time(0) AT TIME ZONE 'UTC', ledger.to_time(1500001) AT TIME ZONE 'UTC';

-- # Opening a chain
-- @as app w10
SELECT ledger.open_chain(:w10);
-- @as system
SELECT ledger.open_chain(w::uuid) FROM unnest(ARRAY[:w10, :w11, :w12, :w13, :w14, :w15, :w16, :w17, :w18, :w19, :w20]) w;
SELECT ledger.open_chain(NULL);
-- @as app w10
SELECT ledger.open_chain(:w11);
-- @as app
SELECT ledger.open_chain(:w11);
SELECT ledger.open_chain(NULL);
-- @as owner
SELECT number, floor_nanos, balance_nanos FROM ledger.accounts WHERE workspace_id = :w10 ORDER BY 1;
SELECT seq, head FROM ledger.chains WHERE workspace_id = :w10;
-- A part of the accounts that is missing is made.
DELETE FROM ledger.accounts WHERE workspace_id = :w10;
BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM ledger.accounts WHERE workspace_id = :w10 AND number IN (1, 9); COMMIT;
SELECT ledger.open_chain(:w10), count(*) FROM ledger.accounts WHERE workspace_id = :w10;
SELECT count(*) FROM ledger.accounts WHERE workspace_id = :w10;

-- # Posting one line
-- @as system
-- @calls
SELECT seq, replayed FROM ledger.post(:w10, :t100, 1::smallint, 'welcome', '{7}', '{1}', '{1000}');
-- @calls
SELECT seq, replayed FROM ledger.post(:w10, :t100, 1::smallint, 'welcome', '{7}', '{1}', '{1000}');
SELECT seq, replayed, created_us = (SELECT created_us FROM ledger.posting_view WHERE workspace_id = :w10 AND seq = 1) FROM ledger.post(:w10, :t100, 1::smallint, 'welcome', '{7}', '{1}', '{1000}');
SELECT created_us = (SELECT max(created_us) FROM ledger.posting_view WHERE workspace_id = :w10) FROM (SELECT (ledger.post(:w10, :t101, 7::smallint, '', '{0}', '{1}', '{5}')).created_us) p;
SELECT ledger.post(:w10, :t100, 10::smallint, 'welcome', '{7}', '{1}', '{1000}');
SELECT ledger.post(:w10, :t100, 1::smallint, 'welcome!', '{7}', '{1}', '{1000}');
SELECT ledger.post(:w10, :t100, 1::smallint, 'welcome', '{8}', '{1}', '{1000}');
SELECT ledger.post(:w10, :t100, 1::smallint, 'welcome', '{7}', '{3}', '{1000}');
SELECT ledger.post(:w10, :t100, 1::smallint, 'welcome', '{7}', '{1}', '{1001}');
SELECT ledger.post(:w10, :t100, 1::smallint, 'welcome', '{7,7}', '{1,1}', '{1000,1}');
-- @each 0 1 2 3 4 5 6 7 8 9 10 11 12
-- @calls
SELECT seq FROM ledger.post(:w10, :t11$each, $each::smallint, '', '{7}', '{1}', '{1}');
-- @each -1 0 1 2 3 4 5 6 7 8 9 10
-- @calls
SELECT seq FROM ledger.post(:w10, md5('debit $each')::uuid, 11::smallint, '', '{$each}', '{7}', '{1}');
-- @each -1 0 1 2 3 4 5 6 7 8 9 10
-- @calls
SELECT seq FROM ledger.post(:w10, md5('credit $each')::uuid, 11::smallint, '', '{7}', '{$each}', '{1}');
-- @each 0 1 2 9223372036854775807 NULL
-- @calls
SELECT seq FROM ledger.post(:w10, md5('amount $each')::uuid, 9::smallint, '', '{8}', '{6}', '{$each}');
SELECT seq FROM ledger.post(:w10, :t120, 9::smallint, '', '{8}', '{6}', '{1}');
SELECT ledger.post(:w10, :t120, 9::smallint, '', '{6}', '{8}', '{1}');
-- @each 1023 1024 1025
-- @calls
SELECT seq FROM ledger.post(:w10, md5('memo $each')::uuid, 8::smallint, repeat('x', $each), '{1}', '{6}', '{1}');
-- @each 512 513
-- @calls
SELECT seq FROM ledger.post(:w10, md5('wide memo $each')::uuid, 8::smallint, repeat('é', $each), '{1}', '{6}', '{1}');
SELECT ledger.post(:w10, NULL, 1::smallint, '', '{7}', '{1}', '{1}');
SELECT ledger.post(:w10, :t121, NULL, '', '{7}', '{1}', '{1}');
SELECT ledger.post(:w10, :t121, 1::smallint, NULL, '{7}', '{1}', '{1}');
SELECT ledger.post(:w10, :t121, 1::smallint, '', NULL, '{1}', '{1}');
SELECT ledger.post(:w10, :t121, 1::smallint, '', '{7}', NULL, '{1}');
SELECT ledger.post(:w10, :t121, 1::smallint, '', '{7}', '{1}', NULL);
SELECT ledger.post(:w10, :t121, 1::smallint, '', '{NULL}', '{1}', '{1}');
SELECT ledger.post(:w10, :t121, 1::smallint, '', '{7}', '{NULL}', '{1}');
SELECT ledger.post(:w10, :t121, 1::smallint, '', NULL, NULL, NULL);
SELECT ledger.post(NULL, :t121, 1::smallint, '', '{7}', '{1}', '{1}');
SELECT ledger.post(:w99, :t121, 1::smallint, '', '{7}', '{1}', '{1}');
-- The floor, to the nano.
SELECT balance_nanos FROM ledger.account_view WHERE workspace_id = :w10 AND number = 1;
SELECT ledger.post(:w10, :t122, 8::smallint, '', '{1}', '{6}', ARRAY[balance_nanos + 1]) FROM ledger.account_view WHERE workspace_id = :w10 AND number = 1;
SELECT replayed FROM ledger.account_view a, LATERAL ledger.post(:w10, :t122, 8::smallint, '', '{1}', '{6}', ARRAY[a.balance_nanos]) WHERE workspace_id = :w10 AND number = 1;
SELECT balance_nanos FROM ledger.account_view WHERE workspace_id = :w10 AND number = 1;
-- The system role needs to name no workspace; the application's may not post at all.
-- @as system w11
SELECT seq FROM ledger.post(:w10, :t123, 1::smallint, '', '{7}', '{1}', '{1000}');
-- @as app w10
SELECT ledger.post(:w10, :t124, 1::smallint, '', '{7}', '{1}', '{1000}');
-- @book w10
-- @as owner
SELECT * FROM ledger.find_faults();

-- # Posting many lines
-- @as system
-- @calls
SELECT seq, replayed FROM ledger.post(:w11, :t200, 1::smallint, 'lines', '{7,7,0}', '{1,1,1}', '{10,20,30}');
SELECT seq, replayed, created_us = (SELECT created_us FROM ledger.posting_view WHERE workspace_id = :w11 AND seq = 1 AND line = 3) FROM ledger.post(:w11, :t200, 1::smallint, 'lines', '{7,7,0}', '{1,1,1}', '{10,20,30}');
SELECT ledger.post(:w11, :t200, 1::smallint, 'lines', '{7,7,0}', '{1,1,1}', '{10,30,20}');
SELECT ledger.post(:w11, :t200, 1::smallint, 'lines', '{7,7}', '{1,1}', '{10,20}');
SELECT ledger.post(:w11, :t200, 1::smallint, 'lines', '{7,7,8}', '{1,1,1}', '{10,20,30}');
SELECT ledger.post(:w11, :t200, 1::smallint, 'lines', '{7,7,0}', '{1,1,3}', '{10,20,30}');
-- An account that is passed through may not end below its floor, but may be below it between the lines.
SELECT seq FROM ledger.post(:w11, :t201, 11::smallint, '', '{1,7}', '{6,1}', '{1000,1000}');
SELECT ledger.post(:w11, :t202, 11::smallint, '', '{1,7}', '{6,1}', '{1061,1000}');
SELECT seq FROM ledger.post(:w11, :t203, 11::smallint, '', '{7,1}', '{1,7}', '{5,5}');
SELECT seq FROM ledger.post(:w11, :t204, 7::smallint, '', '{0,1,3}', '{1,3,4}', '{9,8,7}');
SELECT seq FROM ledger.post(:w11, :t208, 11::smallint, '', '{0,1,3,4,5,6,7,8,9,7}', '{1,3,4,5,6,7,8,9,0,0}', '{1,2,3,4,5,6,7,8,9,10}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,7}', '{1,1}', '{10,0}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,7}', '{1,1}', '{0,10}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,7}', '{1,1}', '{10,NULL}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,10}', '{1,1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,7}', '{1,10}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,-1}', '{1,1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,7}', '{1,-1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,NULL}', '{1,1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,7}', '{1,NULL}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,1}', '{1,1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,2}', '{1,1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,7}', '{1,2}', '{10,1}');
SELECT ledger.post(:w11, :t205, 2::smallint, '', '{7,7}', '{1,1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{}', '{}', '{}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,7}', '{1}', '{10}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7}', '{1,1}', '{10}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7}', '{1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, repeat('x', 1025), '{7,7}', '{1,1}', '{10,1}');
SELECT seq FROM ledger.post(:w11, :t206, 1::smallint, repeat('x', 1024), '{7,7}', '{1,1}', '{10,1}');
SELECT ledger.post(:w11, NULL, 1::smallint, '', '{7,7}', '{1,1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', '{7,7}', '{1,1}', '{9223372036854775807,1}');
SELECT ledger.post(:w99, :t205, 1::smallint, '', '{7,7}', '{1,1}', '{10,1}');
SELECT ledger.post(:w11, :t205, 1::smallint, '', array_fill(7::smallint, ARRAY[1001]), array_fill(1::smallint, ARRAY[1001]), array_fill(1::bigint, ARRAY[1001]));
-- The lines do not lie in their order any more.
-- @as owner
BEGIN; SET LOCAL session_replication_role = replica; UPDATE ledger.postings SET line = line WHERE workspace_id = :w11 AND seq < 3; UPDATE ledger.postings SET line = line WHERE workspace_id = :w11 AND line = 1; COMMIT;
-- @book w11
-- @as system
SELECT seq FROM ledger.post(:w12, :t207, 1::smallint, '', array_fill(7::smallint, ARRAY[1000]), array_fill(1::smallint, ARRAY[1000]), array_fill(1::bigint, ARRAY[1000]));
SELECT count(*), max(line), sum(amount_nanos), count(hash), count(body_hash) FROM ledger.posting_view WHERE workspace_id = :w12;
SELECT * FROM ledger.find_faults();

-- # Posting at one time
-- @as system
BEGIN;
SELECT seq, replayed FROM ledger.post(:w13, :t300, 1::smallint, '', '{7}', '{1}', '{10}');
-- @other
SELECT seq, replayed FROM ledger.post(:w13, :t300, 1::smallint, '', '{7}', '{1}', '{10}');
COMMIT;
-- @join
BEGIN;
SELECT seq, replayed FROM ledger.post(:w13, :t301, 1::smallint, '', '{7}', '{1}', '{10}');
-- @other
SELECT seq, replayed FROM ledger.post(:w13, :t302, 1::smallint, '', '{7}', '{1}', '{20}');
COMMIT;
-- @join
BEGIN;
SELECT seq, replayed FROM ledger.post(:w13, :t303, 1::smallint, '', '{7}', '{1}', '{10}');
-- @other
SELECT ledger.post(:w13, :t303, 1::smallint, '', '{7}', '{1}', '{11}');
COMMIT;
-- @join
BEGIN;
SELECT seq, replayed FROM ledger.post(:w13, :t304, 1::smallint, '', '{7,7}', '{1,1}', '{10,1}');
-- @other
SELECT seq, replayed FROM ledger.post(:w13, :t304, 1::smallint, '', '{7,7}', '{1,1}', '{10,1}');
COMMIT;
-- @join
BEGIN;
SELECT seq, replayed FROM ledger.post(:w13, :t305, 1::smallint, '', '{7,7}', '{1,1}', '{10,1}');
-- @other
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w13, ARRAY[:t306, :t305, :t305], '{1,1,1}', ARRAY['','',''], '{1,1,2}', '{7,7,7}', '{1,1,1}', '{3,10,1}');
ROLLBACK;
-- @join
BEGIN;
SELECT seq, replayed FROM ledger.post(:w13, :t307, 1::smallint, '', '{7}', '{1}', '{10}');
-- @other
SELECT seq, replayed FROM ledger.post(:w13, :t307, 1::smallint, '', '{7}', '{1}', '{10}');
ROLLBACK;
-- @join
-- Another chain is not held up.
BEGIN;
SELECT seq FROM ledger.post(:w13, :t308, 1::smallint, '', '{7}', '{1}', '{10}');
-- @other
SELECT seq FROM ledger.post(:w12, :t308, 1::smallint, '', '{7}', '{1}', '{10}');
COMMIT;
-- @join
-- @book w13

-- # Posting a batch
-- @as system
-- @calls
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t400, :t401, :t401, :t401, :t402], '{1,7,7,7,10}', ARRAY['one', 'größer', '', '', ''], '{1,1,2,3,1}', '{7,0,0,0,7}', '{1,1,1,3,1}', '{100,200,300,400,500}');
-- @calls
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t403, :t404], '{11,11}', ARRAY['', ''], '{1,1}', '{1,3}', '{3,1}', '{50,50}');
-- The wallet has 1,100: what all debits together could not take at once goes in one by one.
-- @calls
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t405, :t406], '{11,11}', ARRAY['', ''], '{1,1}', '{1,7}', '{6,1}', '{1100,1}');
-- @calls
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t407, :t408, :t409], '{11,11,11}', ARRAY['', '', ''], '{1,1,1}', '{7,1,1}', '{1,6,6}', '{10,11,1}');
-- @calls
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t410, :t411, :t412], '{11,11,11}', ARRAY['', '', ''], '{1,1,1}', '{7,1,1}', '{1,6,6}', '{10,11,1}');
-- Known, repeated and changed ones beside a new one.
SELECT balance_nanos FROM ledger.account_view WHERE workspace_id = :w14 AND number = 1;
-- @calls
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t460, :t461, :t462], '{11,11,11}', ARRAY['', '', ''], '{1,1,1}', '{7,0,8}', '{1,1,1}', '{5,5,20}');
-- @calls
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t463, :t464, :t465], '{11,11,11}', ARRAY['', '', ''], '{1,1,1}', '{7,1,1}', '{1,6,8}', '{100,20,21}');
-- @calls
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t466, :t467], '{11,11}', ARRAY['', ''], '{1,1}', '{7,1}', '{1,6}', '{10,1000}');
-- @calls
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t468, :t469], '{11,11}', ARRAY['', ''], '{1,1}', '{7,1}', '{1,6}', '{1000,500}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t470, :t471], '{1,2}', ARRAY['', ''], '{1,1}', '{7,7}', '{1,1}', '{1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t400, :t413, :t413, :t413], '{1,1,1,1}', ARRAY['one', 'x', 'x', 'y'], '{1,1,1,1}', '{7,7,7,7}', '{1,1,1,1}', '{100,5,5,5}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t401, :t401, :t401, :t414], '{7,7,7,1}', ARRAY['größer', '', '', 'z'], '{1,2,3,1}', '{0,0,0,7}', '{1,1,3,1}', '{200,300,400,6}');
-- Each refusal, and what stands beside it.
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t420, :t421, :t422, :t423, :t424, :t425, :t426, :t427], '{8,1,1,1,1,2,1,1}', ARRAY['', '', '', '', '', '', '', repeat('x', 1025)], '{1,1,1,1,1,1,1,1}', '{1,7,10,7,7,7,1,7}', '{6,1,1,1,1,1,1,1}', '{1000000,1,1,0,9223372036854775807,1,1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t430, :t431], '{1,1}', ARRAY['', ''], '{1,1}', '{7,7}', '{2,1}', '{1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t432, :t433], '{1,1}', ARRAY['', ''], '{1,1}', '{2,7}', '{1,1}', '{1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t434, :t435], '{1,1}', ARRAY['', NULL], '{1,1}', '{7,7}', '{1,1}', '{1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t436, NULL], '{1,1}', ARRAY['', ''], '{1,1}', '{7,7}', '{1,1}', '{1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t437, :t438], '{1,NULL}', ARRAY['', ''], '{1,1}', '{7,7}', '{1,1}', '{1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t439, :t440], '{1,1}', ARRAY['', ''], '{1,1}', '{7,7}', '{1,1}', '{1,NULL}');
-- Lines that are not those of one transaction.
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t441, :t442, :t443], '{1,1,1}', ARRAY['', '', ''], '{1,2,1}', '{7,7,7}', '{1,1,1}', '{1,1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t444, :t444, :t445], '{1,7,1}', ARRAY['', '', ''], '{1,2,1}', '{7,7,7}', '{1,1,1}', '{1,1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t446, :t446, :t447], '{1,1,1}', ARRAY['', '', ''], '{1,3,1}', '{7,7,7}', '{1,1,1}', '{1,1,1}');
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t448, :t448, :t449], '{1,1,1}', ARRAY['', 'late', ''], '{1,2,1}', '{7,7,7}', '{1,1,1}', '{1,1,1}');
-- @each 0 2 NULL
SELECT first_seq, verdicts, seqs FROM ledger.post_batch(:w14, ARRAY[:t450], '{1}', ARRAY[''], '{$each}', '{7}', '{1}', '{1}');
SELECT ledger.post_batch(:w14, '{}', '{}', '{}', '{}', '{}', '{}', '{}');
SELECT ledger.post_batch(:w14, ARRAY[:t450, :t451], '{1}', ARRAY[''], '{1}', '{7}', '{1}', '{1}');
SELECT ledger.post_batch(:w14, ARRAY[:t450], '{1,1}', ARRAY[''], '{1}', '{7}', '{1}', '{1}');
SELECT ledger.post_batch(:w14, ARRAY[:t450], '{1}', ARRAY['', ''], '{1}', '{7}', '{1}', '{1}');
SELECT ledger.post_batch(:w14, ARRAY[:t450], '{1}', ARRAY[''], '{1,1}', '{7}', '{1}', '{1}');
SELECT ledger.post_batch(:w14, ARRAY[:t450], '{1}', ARRAY[''], '{1}', '{7,7}', '{1}', '{1}');
SELECT ledger.post_batch(:w14, ARRAY[:t450], '{1}', ARRAY[''], '{1}', '{7}', '{1,1}', '{1}');
SELECT ledger.post_batch(:w14, ARRAY[:t450], '{1}', ARRAY[''], '{1}', '{7}', '{1}', '{1,1}');
SELECT ledger.post_batch(:w14, ARRAY[:t450], '{1}', ARRAY[''], NULL, '{7}', '{1}', '{1}');
SELECT ledger.post_batch(:w14, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT ledger.post_batch(:w14, NULL, '{1}', ARRAY[''], '{1}', '{7}', '{1}', '{1}');
SELECT ledger.post_batch(:w99, ARRAY[:t450], '{1}', ARRAY[''], '{1}', '{7}', '{1}', '{1}');
-- @book w14
-- @each 32767 32768
SELECT ledger.post_batch(:w99, array_fill(:t460, ARRAY[$each]), array_fill(1::smallint, ARRAY[$each]), array_fill(''::text, ARRAY[$each]), array_fill(1::smallint, ARRAY[$each]), array_fill(7::smallint, ARRAY[$each]), array_fill(1::smallint, ARRAY[$each]), array_fill(1::bigint, ARRAY[$each]));
SELECT * FROM ledger.find_faults();

-- # Making holds
-- @as system
SELECT seq FROM ledger.post(:w16, :t500, 1::smallint, '', '{7}', '{1}', '{1000}');
-- @as app w16
-- @calls
SELECT seq, replayed FROM ledger.reserve(:w16, :h10, 100, '2030-01-01T00:00:00Z');
-- @calls
SELECT seq, replayed FROM ledger.reserve(:w16, :h10, 100, '2031-01-01T00:00:00Z');
SELECT created_us = (SELECT created_us FROM ledger.posting_view WHERE seq = 2) FROM ledger.reserve(:w16, :h10, 100, '2031-01-01T00:00:00Z');
SELECT ledger.reserve(:w16, :h10, 101, '2030-01-01T00:00:00Z');
SELECT created_us = (SELECT max(created_us) FROM ledger.posting_view) FROM (SELECT (ledger.reserve(:w16, :h11, 1, '2030-01-01T00:00:00Z')).created_us) p;
-- @each -1 0 1 899 1 NULL
-- @calls
SELECT seq, replayed FROM ledger.reserve(:w16, md5('hold $each')::uuid, $each, '2030-01-01T00:00:00Z');
SELECT ledger.reserve(:w16, :h13, 899, '2030-01-01T00:00:00Z');
SELECT seq FROM ledger.reserve(:w16, :h14, 898, '2030-01-01T00:00:00Z');
SELECT ledger.reserve(:w16, NULL, 1, '2030-01-01T00:00:00Z');
SELECT seq FROM ledger.reserve(:w16, :h15, 1, NULL);
SELECT ledger.reserve(:w17, :h16, 1, '2030-01-01T00:00:00Z');
-- @as app
SELECT ledger.reserve(:w16, :h17, 1, '2030-01-01T00:00:00Z');
-- @as system
SELECT ledger.reserve(:w99, :h17, 1, '2030-01-01T00:00:00Z');
SELECT ledger.reserve(NULL, :h17, 1, '2030-01-01T00:00:00Z');
-- An id that a transaction of another kind has.
-- @as owner
SELECT seq FROM ledger.post(:w17, ledger.derive_id(:w17, 'reserve:' || :h18), 1::smallint, '', '{7}', '{1}', '{50}');
-- @as system
SELECT ledger.reserve(:w17, :h18, 50, '2030-01-01T00:00:00Z');
-- @book w16
-- @as owner
SELECT id, expires_at AT TIME ZONE 'UTC' FROM ledger.holds WHERE workspace_id = :w16 ORDER BY id;
-- @as system
BEGIN;
SELECT seq, replayed FROM ledger.reserve(:w17, :h19, 30, '2030-01-01T00:00:00Z');
-- @other
SELECT seq, replayed FROM ledger.reserve(:w17, :h19, 30, '2030-01-01T00:00:00Z');
COMMIT;
-- @join
BEGIN;
SELECT seq, replayed FROM ledger.reserve(:w17, :h20, 15, '2030-01-01T00:00:00Z');
-- @other
SELECT seq, replayed FROM ledger.reserve(:w17, :h21, 6, '2030-01-01T00:00:00Z');
COMMIT;
-- @join
-- @book w17

-- # Settling holds
-- @as system
SELECT seq FROM ledger.post(:w18, :t600, 1::smallint, '', '{7}', '{1}', '{10000}');
-- @each 30 31 32 33 34 35 36 37 38 39 40
SELECT seq FROM ledger.reserve(:w18, :h$each, 100, '2030-01-01T00:00:00Z');
-- @as app w18
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h30, 40);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h30, 40);
SELECT ledger.settle(:w18, :h30, 41);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h31, 0);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h31, 0);
SELECT ledger.settle(:w18, :h31, 1);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h32, 99);
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h32, 99);
SELECT seq FROM ledger.reserve(:w18, :h42, 1, '2030-01-01T00:00:00Z');
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h42, 2);
-- @each 43 44 45
SELECT seq FROM ledger.reserve(:w18, :h$each, 3, '2030-01-01T00:00:00Z');
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h43, 1);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h33, 100);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h33, 100);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h34, 101);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h34, 101);
SELECT ledger.settle(:w18, :h34, 100);
SELECT ledger.settle(:w18, :h34, 102);
-- @each -1 NULL
SELECT ledger.settle(:w18, :h35, $each);
SELECT ledger.settle(:w18, :h98, 1);
SELECT ledger.settle(:w18, NULL, 1);
SELECT ledger.settle(:w17, :h20, 1);
-- @as app
SELECT ledger.settle(:w18, :h35, 1);
-- @as system
SELECT ledger.settle(:w99, :h35, 1);
SELECT ledger.settle(NULL, :h35, 1);
-- A hold of another book is none of this one's.
SELECT ledger.settle(:w18, :h20, 1);
BEGIN;
SELECT charged_nanos, released_nanos FROM ledger.settle(:w18, :h44, 2);
-- @other
SELECT charged_nanos, released_nanos FROM ledger.settle(:w18, :h45, 2);
COMMIT;
-- @join
BEGIN;
SELECT charged_nanos, replayed FROM ledger.settle(:w18, :h35, 7);
-- @other
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w18, :h35, 7);
COMMIT;
-- @join
BEGIN;
SELECT charged_nanos, replayed FROM ledger.settle(:w18, :h36, 8);
-- @other
SELECT ledger.settle(:w18, :h36, 9);
COMMIT;
-- @join
BEGIN;
SELECT charged_nanos, replayed FROM ledger.settle(:w18, :h37, 8);
-- @other
SELECT ledger.release_hold(:w18, :h37, 'void');
COMMIT;
-- @join
-- An id that a transaction of another kind has.
-- @as owner
SELECT seq FROM ledger.post(:w18, ledger.derive_id(:w18, 'settle:' || :h38), 1::smallint, '', '{7}', '{1}', '{50}');
-- @as system
SELECT ledger.settle(:w18, :h38, 50);
SELECT ledger.settle(:w18, :h38, 101);
SELECT state FROM ledger.hold_view WHERE workspace_id = :w18 AND id = :h38;
-- @book w18
SELECT * FROM ledger.find_faults();

-- # Releasing holds
-- @as app w18
-- @calls
SELECT released_nanos, replayed FROM ledger.release_hold(:w18, :h39, 'void');
-- @calls
SELECT released_nanos, replayed FROM ledger.release_hold(:w18, :h39, 'void');
SELECT released_nanos, replayed FROM ledger.release_hold(:w18, :h39, 'expire');
-- @calls
SELECT released_nanos, replayed FROM ledger.release_hold(:w18, :h40, 'expire');
SELECT released_nanos, replayed FROM ledger.release_hold(:w18, :h40, 'void');
SELECT ledger.release_hold(:w18, :h30, 'void');
SELECT ledger.release_hold(:w18, :h30, 'expire');
-- @each settle voided expired
SELECT ledger.release_hold(:w18, :h38, '$each');
SELECT ledger.release_hold(:w18, :h38, NULL);
SELECT ledger.release_hold(:w18, :h98, 'void');
SELECT ledger.release_hold(:w18, :h20, 'void');
SELECT ledger.release_hold(:w17, :h20, 'void');
-- @as app
SELECT ledger.release_hold(:w18, :h38, 'void');
-- @as system
SELECT ledger.release_hold(:w99, :h38, 'void');
SELECT ledger.release_hold(NULL, :h38, 'void');
BEGIN;
SELECT released_nanos, replayed FROM ledger.release_hold(:w18, :h38, 'void');
-- @other
SELECT released_nanos, replayed FROM ledger.release_hold(:w18, :h38, 'expire');
COMMIT;
-- @join
-- @as owner
SELECT seq FROM ledger.reserve(:w18, :h41, 5, now());
SELECT seq FROM ledger.post(:w18, ledger.derive_id(:w18, 'void:' || :h41), 1::smallint, '', '{7}', '{1}', '{50}');
SELECT seq FROM ledger.post(:w18, ledger.derive_id(:w18, 'expire:' || :h41), 1::smallint, '', '{7}', '{1}', '{50}');
-- @as system
-- @each void expire
SELECT ledger.release_hold(:w18, :h41, '$each');
-- @book w18

-- # Settling late
-- @as system
SELECT seq FROM ledger.post(:w19, :t700, 1::smallint, '', '{7}', '{1}', '{1000}');
-- @each 50 51 52 53 54 55 56 57
SELECT seq FROM ledger.reserve(:w19, :h$each, 100, now());
-- @each 50 51 53 55 56 57
SELECT released_nanos FROM ledger.release_hold(:w19, :h$each, 'expire');
-- @each 52 54
SELECT released_nanos FROM ledger.release_hold(:w19, :h$each, 'void');
-- @as app w19
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h50, 70);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h50, 70);
SELECT ledger.settle(:w19, :h50, 71);
SELECT ledger.settle(:w19, :h50, 69);
SELECT ledger.settle(:w19, :h50, 0);
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h57, 1);
-- @calls
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h51, 0);
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h52, 900);
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h53, 31);
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h53, 31);
SELECT ledger.settle(:w19, :h53, 30);
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h54, 5);
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h54, 5);
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h51, 3);
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h51, 3);
SELECT ledger.settle(:w19, :h55, -1);
-- @as owner
SELECT seq FROM ledger.post(:w19, ledger.derive_id(:w19, 'late:' || :h56), 1::smallint, '', '{7}', '{1}', '{50}');
-- @as system
SELECT ledger.settle(:w19, :h56, 50);
BEGIN;
SELECT charged_nanos, replayed FROM ledger.settle(:w19, :h55, 7);
-- @other
SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(:w19, :h55, 7);
COMMIT;
-- @join
-- @book w19
SELECT * FROM ledger.find_faults();

-- # Reading
-- @as app w16
-- @each chain_view account_view posting_view hold_view
SELECT '$each', count(*), count(DISTINCT workspace_id), min(workspace_id::text) FROM ledger.$each;
SELECT * FROM ledger.hold_view WHERE id = :h10 AND created_at IS NULL;
SELECT id, amount_nanos, state, charged_nanos, expires_at AT TIME ZONE 'UTC', reserve_seq, resolve_seq, resolved_at FROM ledger.hold_view WHERE id = :h10;
SELECT number, floor_nanos, balance_nanos FROM ledger.account_view ORDER BY 1;
SELECT seq, line, transaction_id = :t500, kind, debit, credit, amount_nanos, memo FROM ledger.posting_view ORDER BY seq, line LIMIT 2;
SELECT c.seq, c.head = p.hash, p.body_hash = sha256('\x4149422d310001'::bytea || '\x00000000'::bytea || '\x0001'::bytea || '\x0007000100000000000003e8'::bytea) FROM ledger.chain_view c, ledger.posting_view p, ledger.posting_view l WHERE l.seq = c.seq AND p.seq = 1 AND c.head = l.hash;
-- @as app
-- @each chain_view account_view posting_view hold_view
SELECT '$each', count(*) FROM ledger.$each;
-- @as app unnamed
-- @each chain_view account_view posting_view hold_view
SELECT '$each', count(*) FROM ledger.$each;
SELECT ledger.export_records(:w16, 0, 1);
-- @as system w16
-- @each chain_view account_view posting_view hold_view
SELECT '$each', count(*) > 10, count(DISTINCT workspace_id) > 5 FROM ledger.$each;
-- @as system
-- @each chain_view account_view posting_view hold_view
SELECT '$each', count(DISTINCT workspace_id) > 5 FROM ledger.$each;
-- @as app w11
SELECT count, encode(body_hashes, 'hex') FROM ledger.export_records(:w11, 0, 1);
SELECT count, length(records) > 0 FROM ledger.export_records(:w11, 0, 3);
SELECT count FROM ledger.export_records(:w11, 1, 3);
SELECT count FROM ledger.export_records(:w11, 4, 100);
SELECT count FROM ledger.export_records(:w11, 5, 100);
SELECT * FROM ledger.export_records(:w11, 6, 100);
SELECT ledger.export_records(:w12, 0, 100);
-- @as app
SELECT ledger.export_records(:w11, 0, 100);
-- @as system
SELECT count FROM ledger.export_records(:w11, 0, 100);
SELECT count, encode(substr(records, 1, 4), 'hex') = lpad(to_hex(int4(8 + 16 + 8 + 2 + 4 + 5 + 2 + 3 * 12 + 32)), 8, '0'), length(records) - 4 = 8 + 16 + 8 + 2 + 4 + 5 + 2 + 3 * 12 + 32 FROM ledger.export_records(:w11, 0, 1);
SELECT encode(substr(records, 5, 24), 'hex'), encode(substr(records, 37, 49), 'hex') FROM ledger.export_records(:w11, 0, 1);

-- Records of what nobody would post.
-- @as owner
BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM ledger.postings WHERE workspace_id = :w11 AND seq = 4 AND line = 1; SELECT count, length(records), length(body_hashes) FROM ledger.export_records(:w11, 3, 1); ROLLBACK;
BEGIN; SET LOCAL session_replication_role = replica; ALTER TABLE ledger.postings DROP CONSTRAINT postings_line; UPDATE ledger.postings SET hash = sha256('x'), body_hash = sha256('y'), memo = 'z' WHERE workspace_id = :w11 AND seq = 4; SELECT count, length(records), length(body_hashes) FROM ledger.export_records(:w11, 3, 1); ROLLBACK;
BEGIN; SET LOCAL session_replication_role = replica; UPDATE ledger.postings SET kind = 8 WHERE workspace_id = :w11 AND seq = 4 AND line = 2; SELECT count, length(records), length(body_hashes) FROM ledger.export_records(:w11, 3, 1); ROLLBACK;
-- # Guards
-- @as owner
-- @each chains accounts postings holds
UPDATE ledger.$each SET workspace_id = workspace_id;
-- @each chains accounts postings holds
DELETE FROM ledger.$each;
-- @each chains accounts postings holds
TRUNCATE ledger.$each CASCADE;
-- @each id=md5('other')::uuid workspace_id=:w16 amount_nanos=amount_nanos+1 reserve_seq=reserve_seq-1 created_at=created_at-interval'1us' expires_at=expires_at-interval'1us' created_at=created_at
BEGIN; UPDATE ledger.holds SET state = 'voided', resolve_seq = 100, resolved_at = now(), $each WHERE id = :h19; ROLLBACK;
-- @each id=md5('other')::uuid workspace_id=:w16 amount_nanos=amount_nanos+1 reserve_seq=reserve_seq-1 created_at=created_at-interval'1us' expires_at=expires_at-interval'1us' expires_at=expires_at
BEGIN; UPDATE ledger.holds SET state = 'voided', resolve_seq = 100, resolved_at = now(), $each WHERE id = :h20; ROLLBACK;
UPDATE ledger.holds SET charged_nanos = charged_nanos WHERE id = :h30;
UPDATE ledger.holds SET charged_nanos = charged_nanos WHERE id = :h20;
SELECT count(*) FROM ledger.postings;
-- Rows that no function would write.
BEGIN; SET LOCAL session_replication_role = replica; UPDATE ledger.accounts SET balance_nanos = -1 WHERE workspace_id = :w10 AND number = 1; ROLLBACK;
BEGIN; UPDATE ledger.accounts SET balance_nanos = 0 WHERE workspace_id = :w10 AND number = 1; ROLLBACK;
INSERT INTO ledger.accounts (workspace_id, number) VALUES (:w99, 1);
INSERT INTO ledger.accounts (workspace_id, number) VALUES (:w10, 10);
INSERT INTO ledger.accounts (workspace_id, number) VALUES (:w10, 1);
INSERT INTO ledger.chains (workspace_id) VALUES (:w10);
INSERT INTO ledger.chains (workspace_id, seq) VALUES (:w98, -1);
INSERT INTO ledger.chains (workspace_id, head) VALUES (:w98, '\x00');
BEGIN; INSERT INTO ledger.postings SELECT workspace_id, seq + 100, created_us, amount_nanos, transaction_id, line, kind, debit, credit, memo, body_hash, hash FROM ledger.postings WHERE workspace_id = :w10 AND seq = 1; ROLLBACK;
BEGIN; INSERT INTO ledger.postings SELECT workspace_id, seq, created_us, amount_nanos, gen_random_uuid(), line, kind, debit, credit, memo, body_hash, hash FROM ledger.postings WHERE workspace_id = :w10 AND seq = 1; ROLLBACK;
BEGIN; INSERT INTO ledger.postings SELECT workspace_id, seq + 100, created_us, amount_nanos, gen_random_uuid(), line, kind, debit, debit, memo, body_hash, hash FROM ledger.postings WHERE workspace_id = :w10 AND seq = 1; ROLLBACK;
BEGIN; INSERT INTO ledger.postings SELECT workspace_id, seq + 100, created_us, amount_nanos, gen_random_uuid(), line, kind, debit, credit, memo, body_hash, NULL FROM ledger.postings WHERE workspace_id = :w10 AND seq = 1; ROLLBACK;
BEGIN; INSERT INTO ledger.postings SELECT workspace_id, seq, created_us, amount_nanos, gen_random_uuid(), 2, kind, debit, credit, memo, body_hash, hash FROM ledger.postings WHERE workspace_id = :w10 AND seq = 1; ROLLBACK;
BEGIN; INSERT INTO ledger.postings SELECT workspace_id, seq, created_us, amount_nanos, transaction_id, 2, kind, debit, credit, memo, NULL, NULL FROM ledger.postings WHERE workspace_id = :w10 AND seq = 1; ROLLBACK;
INSERT INTO ledger.holds SELECT (h).* FROM ledger.holds h WHERE id = :h20;
INSERT INTO ledger.holds (workspace_id, id, amount_nanos, reserve_seq, expires_at, created_at, state) VALUES (:w10, :h90, 1, 1, now(), now(), 'settled');
INSERT INTO ledger.holds (workspace_id, id, amount_nanos, reserve_seq, expires_at, created_at) VALUES (:w10, :h90, 0, 1, now(), now());

-- # Faults
-- @as owner
SELECT * FROM ledger.find_faults();
-- @fault
UPDATE ledger.accounts SET balance_nanos = balance_nanos + 1 WHERE workspace_id = :w11 AND number = 6;
-- @fault
UPDATE ledger.accounts SET balance_nanos = balance_nanos + CASE number WHEN 6 THEN 1 ELSE -1 END WHERE workspace_id = :w11 AND number IN (5, 6);
-- @each 0 1 2 9
-- @fault
DELETE FROM ledger.accounts WHERE workspace_id = :w20 AND number = $each;
-- @fault
DELETE FROM ledger.accounts WHERE workspace_id = :w20;
-- @fault
DELETE FROM ledger.accounts WHERE workspace_id = :w11 AND number IN (0, 7);
-- @each 1 2
-- @fault
UPDATE ledger.accounts SET balance_nanos = -1 WHERE workspace_id = :w20 AND number = $each;
-- @each 0 1 2 3 9
-- @fault
UPDATE ledger.accounts SET floor_nanos = CASE WHEN floor_nanos IS NULL THEN 0 END WHERE workspace_id = :w20 AND number = $each;
-- @each 0 1 2 3 9
-- @fault
UPDATE ledger.accounts SET floor_nanos = -7 WHERE workspace_id = :w20 AND number = $each;
-- @fault
UPDATE ledger.holds SET amount_nanos = 14 WHERE id = :h20;
-- @fault
DELETE FROM ledger.holds WHERE id = :h20;
-- @fault
DELETE FROM ledger.holds WHERE id = :h30;
-- @fault
UPDATE ledger.accounts SET balance_nanos = balance_nanos + CASE number WHEN 2 THEN 1 ELSE -1 END WHERE workspace_id = :w20 AND number IN (2, 3);
-- @fault
UPDATE ledger.chains SET seq = seq + 1 WHERE workspace_id = :w11;
-- @fault
UPDATE ledger.chains SET seq = seq - 1 WHERE workspace_id = :w11;
-- @fault
UPDATE ledger.chains SET seq = 1 WHERE workspace_id = :w20;
-- @each w11 w20
-- @fault
UPDATE ledger.chains SET head = sha256('x') WHERE workspace_id = :$each;
-- @each w11 w20
-- @fault
DELETE FROM ledger.chains WHERE workspace_id = :$each;
-- @fault
DELETE FROM ledger.postings WHERE workspace_id = :w11;
-- @fault
DELETE FROM ledger.postings WHERE workspace_id = :w11 AND seq = 3;
-- @fault
DELETE FROM ledger.postings WHERE workspace_id = :w11 AND seq = 6;
-- @fault
UPDATE ledger.postings SET seq = 7 WHERE workspace_id = :w11 AND seq = 6;
-- @fault
UPDATE ledger.postings SET seq = 7 WHERE workspace_id = :w11 AND seq = 3;
-- @fault
UPDATE ledger.postings SET hash = sha256('x') WHERE workspace_id = :w11 AND seq = 6 AND line = 1;
-- @fault
UPDATE ledger.postings SET hash = NULL WHERE workspace_id = :w11 AND seq = 6;
-- @each kind=7 created_us=created_us+1 transaction_id=md5('other')::uuid line=4
-- @fault
UPDATE ledger.postings SET $each WHERE workspace_id = :w11 AND seq = 4 AND line = 2;
-- @each kind=11 created_us=created_us+1 transaction_id=md5('other')::uuid line=4
-- @fault
UPDATE ledger.postings SET $each WHERE workspace_id = :w11 AND seq = 4 AND line = 3;
-- @each debit=3 credit=5 amount_nanos=8
-- @fault
UPDATE ledger.postings SET $each WHERE workspace_id = :w11 AND seq = 4 AND line = 3;
-- @each id=md5('other')::uuid reserve_seq=reserve_seq+1 reserve_seq=reserve_seq+1000 created_at=created_at+interval'1us' amount_nanos=amount_nanos+1 expires_at=expires_at+interval'1us'
-- @fault
UPDATE ledger.holds SET $each WHERE id = :h19;
-- @each state='voided' state='expired' state='settled' state='pending' resolve_seq=resolve_seq+1 resolve_seq=NULL resolved_at=resolved_at+interval'1us' resolved_at=NULL charged_nanos=charged_nanos+1 created_at=created_at+interval'1us' reserve_seq=reserve_seq+1
-- @fault
UPDATE ledger.holds SET $each WHERE id IN (:h30, :h39, :h40, :h34);
-- @fault
UPDATE ledger.holds SET state = 'settled', resolve_seq = 3, resolved_at = now(), charged_nanos = 30 WHERE id = :h19;
-- @fault
UPDATE ledger.postings SET credit = 3 WHERE workspace_id = :w18 AND line = 2 AND seq = (SELECT resolve_seq FROM ledger.holds WHERE id = :h32);
-- @fault
UPDATE ledger.postings SET kind = 2 WHERE workspace_id = :w11 AND seq = 4;
-- @each 5 6 7
-- @fault
UPDATE ledger.postings SET kind = $each WHERE workspace_id = :w17 AND seq = 2;

-- What stands in the ledger's first version before it is chained: every kind, on two books and an empty one.
SELECT ledger.open_book(:w1), ledger.open_book(:w2), ledger.open_book(:w3);
SELECT ledger.grant_funds(:w1, :t1, 'grant:opening', 5000000000);
SELECT ledger.grant_funds(:w2, :t2, 'grant:größer', 7);
SELECT ledger.reserve(:w1, :h1, :t3, 1000, '2030-01-01T00:00:00Z');
SELECT ledger.reserve(:w1, :h2, :t4, 2000, '2030-01-01T00:00:00Z');
SELECT ledger.settle(:w1, :h1, :t5, 1700);
SELECT ledger.reserve(:w1, :h3, :t6, 3000, '2020-01-01T00:00:00Z');
SELECT ledger.release(:w1, :h2, :t7, 'void');
SELECT ledger.release(:w1, :h3, :t8, 'expire');
SELECT ledger.reserve(:w1, :h4, :t9, 4000, '2030-01-01T00:00:00Z');
SELECT ledger.reserve(:w1, :h5, :t10, 5000, '2030-01-01T00:00:00Z');
SELECT ledger.settle(:w1, :h5, :t11, 1200);
SELECT ledger.grant_funds(:w2, :t12, 'grant:more', 10000);
SELECT ledger.reserve(:w2, md5('hold ' || i)::uuid, md5('reserve ' || i)::uuid, 100, '2030-01-01T00:00:00Z') FROM generate_series(1, 9) i;
SELECT ledger.settle(:w2, md5('hold ' || i)::uuid, md5('settle ' || i)::uuid, 40) FROM generate_series(1, 9) i;
-- Its rows do not lie in their order.
SET session_replication_role = replica;
UPDATE ledger.postings SET line = line WHERE line = 1;
UPDATE ledger.transactions SET seq = seq WHERE seq IN (3, 4, 5);
UPDATE ledger.transactions SET seq = seq WHERE seq IN (1, 2);
RESET session_replication_role;

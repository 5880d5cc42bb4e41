import fc from "fast-check";
import pg from "pg";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { ACCOUNTS, KINDS } from "./codes";
import { deriveId } from "./derive-id";
import { exportChain } from "./export";
import { findTransactions } from "./history";
import { openChain, post } from "./index";
import {
  type ChainedTransaction,
  encodeHeader,
  encodeRecord,
  GENESIS,
  hashBody,
  hashLink,
} from "./record";

// Guarantee: SQL and TypeScript build the same bytes, whatever stands in them.

const BIGINT_MAX = 2n ** 63n - 1n;

let owner: pg.Client;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: inject("databaseUrls").owner });
  await owner.connect();
  return () => owner.end();
});

async function ask<T>(text: string, values: unknown[]): Promise<T> {
  const { rows } = await owner.query<{ value: T }>(`SELECT ${text} AS value`, values);
  const [row] = rows;
  if (row === undefined) throw new Error("There is no row.");
  return row.value;
}

/** Whatever PostgreSQL's text may hold: all of Unicode but U+0000. */
const text = fc
  .string({ unit: "binary", maxLength: 60 })
  .map((value) => value.replaceAll("\0", "").toWellFormed());
const amount = fc.oneof(
  fc.bigInt({ min: 1n, max: BIGINT_MAX }),
  fc.constantFrom(1n, 255n, 256n, 2n ** 32n, BIGINT_MAX),
);
const line = fc
  .record({ debit: fc.nat({ max: 9 }), credit: fc.nat({ max: 9 }), amountNanos: amount })
  .filter(({ debit, credit }) => debit !== credit);
const transaction: fc.Arbitrary<ChainedTransaction> = fc.record({
  seq: fc.bigInt({ min: 1n, max: BIGINT_MAX }),
  id: fc.uuid(),
  createdUs: fc.bigInt({ min: 0n, max: BIGINT_MAX }),
  kind: fc.constantFrom(...Object.values(KINDS)),
  memo: text,
  lines: fc.oneof(
    fc.array(line, { minLength: 1, maxLength: 4 }),
    fc.array(line, { minLength: 1_000, maxLength: 1_000 }),
  ),
});

describe("SQL and TypeScript", () => {
  it("derive the same ids, of version 8", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), text, async (workspaceId, name) => {
        const id = deriveId(workspaceId, name);
        expect(await ask("ledger.derive_id($1, $2)::text", [workspaceId, name])).toBe(id);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  it("hash the same bodies and links", async () => {
    const previous = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(transaction, fc.uuid(), previous, async (drawn, workspaceId, before) => {
        const { kind, memo, lines } = drawn;
        const body = await ask<Buffer>("ledger.hash_body($1, $2, $3, $4, $5)", [
          kind,
          memo,
          lines.map(({ debit }) => debit),
          lines.map(({ credit }) => credit),
          lines.map(({ amountNanos }) => amountNanos),
        ]);
        expect(body.equals(hashBody(drawn))).toBe(true);
        const link = await ask<Buffer>("ledger.hash_link($1, $2, $3, $4, $5, $6)", [
          before,
          workspaceId,
          drawn.seq,
          drawn.id,
          drawn.createdUs,
          body,
        ]);
        expect(link.equals(hashLink(before, workspaceId, drawn))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("export the same bytes of what was posted", async () => {
    const workspaceId = newId();
    await withSystem((tx) => openChain(tx, workspaceId));
    const there = { debit: "clearing", credit: "usage" } as const;
    const back = { debit: "usage", credit: "clearing" } as const;
    const memos = fc.sample(text, 12);
    for (const [index, memo] of memos.entries()) {
      const amountNanos = index % 2 === 0 ? BIGINT_MAX : BigInt(index);
      const pair = [
        { ...there, amountNanos },
        { ...back, amountNanos },
      ];
      const lines = Array.from({ length: index === 3 ? 500 : 1 }, () => pair).flat();
      await withSystem((tx) =>
        post(tx, workspaceId, { id: newId(), kind: "adjustment", memo, lines }),
      );
    }
    const all = await withSystem((tx) =>
      findTransactions(tx, workspaceId, { order: "asc", after: null, limit: 100 }),
    );
    const times = await owner.query<{ created_us: string }>(
      "SELECT created_us FROM ledger.postings WHERE workspace_id = $1 AND line = 1 ORDER BY seq",
      [workspaceId],
    );
    let head: Buffer = GENESIS;
    const records = all.map((each, index) => {
      const chained: ChainedTransaction = {
        ...each,
        kind: KINDS[each.kind],
        createdUs: BigInt(times.rows[index]?.created_us ?? -1),
        lines: each.lines.map(({ debit, credit, amountNanos }) => ({
          debit: ACCOUNTS[debit],
          credit: ACCOUNTS[credit],
          amountNanos,
        })),
      };
      head = hashLink(head, workspaceId, chained);
      return encodeRecord(chained, head);
    });
    const pieces: Uint8Array[] = [];
    for await (const piece of (await exportChain(withSystem, workspaceId)) ?? [])
      pieces.push(piece);
    const expected = Buffer.concat([encodeHeader(workspaceId, 12n), ...records]);
    expect(Buffer.concat(pieces).equals(expected)).toBe(true);
  });
});

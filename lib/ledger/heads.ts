import type { Tx } from "@/lib/platform/db";
import type { Head as ChainHead, HashesAt } from "./attestation";

/** Heads that are read at once. */
const PAGE_HEADS = 10_000;

interface Row {
  readonly workspace_id: string;
  readonly seq: bigint;
  readonly hash: Uint8Array;
}

/**
 * The heads of all chains that are not empty, ascending by workspace, in pages: of one moment when the
 * transaction has one snapshot. For the system role.
 */
export async function* readHeads(tx: Tx): AsyncGenerator<readonly ChainHead[]> {
  let after: string | null = null;
  for (;;) {
    const rows: Row[] = await tx.$queryRaw<Row[]>`
      SELECT workspace_id::text, seq, head AS hash FROM ledger.chain_view
      WHERE seq >= 1 AND (${after}::uuid IS NULL OR workspace_id > ${after}::uuid)
      ORDER BY workspace_id LIMIT ${PAGE_HEADS}`;
    yield rows.map(({ workspace_id: workspaceId, seq, hash }) => ({ workspaceId, seq, hash }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_HEADS) return;
    after = last.workspace_id;
  }
}

/** The hashes that chains have at earlier places. For the system role. */
export function hashesAt(tx: Tx): HashesAt {
  return async (places) => {
    const workspaces = places.map(({ workspaceId }) => workspaceId);
    const seqs = places.map(({ seq }) => String(seq));
    const rows = await tx.$queryRaw<{ hash: Uint8Array | null }[]>`
      SELECT p.hash
      FROM unnest(${workspaces}::text[]::uuid[], ${seqs}::text[]::bigint[])
          WITH ORDINALITY AS place (workspace_id, seq, number)
        LEFT JOIN ledger.posting_view p
          ON p.workspace_id = place.workspace_id AND p.seq = place.seq AND p.line = 1
      ORDER BY place.number`;
    return rows.map(({ hash }) => hash ?? undefined);
  };
}

import { expect, it } from "vitest";
import { exportLedger, getLedgerTransaction, verifyLedger } from "@/lib/billing";
import { checkExport, deriveId } from "@/lib/ledger";
import { givenWorkspace } from "@/test/world";

it("a member's export verifies by itself, and ends where the verification ends", async () => {
  const { actor } = await givenWorkspace({ extraNanos: 5n });
  const check = await checkExport(await exportLedger(actor), actor.workspaceId);
  expect(check).toMatchObject({ seq: 2n, broken: null });
  expect(await verifyLedger(actor)).toEqual({
    ok: true,
    count: "2",
    head: { seq: "2", hash: check.head.toString("hex") },
  });
});

it("a transaction is found by the id that follows from its key", async () => {
  const { actor } = await givenWorkspace();
  const id = deriveId(actor.workspaceId, "grant:opening");
  expect(await getLedgerTransaction(actor, id)).toMatchObject({
    id,
    seq: "1",
    kind: "grant",
    memo: "grant:opening",
    postings: [{ debit: "grants", credit: "wallet" }],
  });
});

import pg from "pg";
import { beforeEach, describe, expect, inject, it } from "vitest";
import {
  isConnectionLost,
  type RunStatement,
  runSystemStatement,
  withSystem,
} from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { requireSoundLedger } from "@/test/ledger";
import { createPoster, getBalances, LedgerError, type NewTransaction, openChain } from "./index";

let workspaceId: string;
beforeEach(async () => {
  workspaceId = newId();
  await withSystem((tx) => openChain(tx, workspaceId));
  return () => requireSoundLedger([workspaceId]);
});

const grant = (amountNanos = 10n, id = newId()): NewTransaction => ({
  id,
  kind: "grant",
  memo: "",
  lines: [{ debit: "grants", credit: "wallet", amountNanos }],
});
const spend = (amountNanos: bigint): NewTransaction => ({
  id: newId(),
  kind: "adjustment",
  memo: "",
  lines: [{ debit: "wallet", credit: "refunds", amountNanos }],
});
const outcome = (work: Promise<{ seq: bigint; isReplayed: boolean }>) =>
  work.then(
    ({ seq, isReplayed }) => `${isReplayed ? "replayed" : "posted"} ${seq}`,
    (error: unknown) => (error instanceof LedgerError ? error.refusal : String(error)),
  );

describe("many callers of one workspace", () => {
  it("each get their own answer", async () => {
    const poster = createPoster(runSystemStatement);
    const twice = grant();
    const outcomes = await Promise.all(
      [
        grant(),
        grant(),
        spend(21n),
        twice,
        spend(5n),
        twice,
        { ...twice, memo: "other" },
        grant(),
      ].map((each) => outcome(poster.post(workspaceId, each))),
    );
    expect(outcomes).toEqual([
      "posted 1",
      "posted 2",
      "insufficient_funds",
      "posted 3",
      "posted 4",
      "replayed 3",
      "key_conflict",
      "posted 5",
    ]);
  });

  it("spend no more than there is", async () => {
    const poster = createPoster(runSystemStatement);
    await poster.post(workspaceId, grant(100n));
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, () => outcome(poster.post(workspaceId, spend(9n)))),
    );
    expect(outcomes.filter((each) => each === "insufficient_funds")).toHaveLength(64 - 11);
    const { wallet } = await withSystem((tx) => getBalances(tx, workspaceId));
    expect(wallet).toBe(1n);
  });

  it("find every posting once when connections break after the commit", async () => {
    const client = new pg.Pool({ connectionString: inject("databaseUrls").system, max: 1 });
    client.on("error", () => undefined);
    let calls = 0;
    const lossy: RunStatement = async (statement) => {
      const rows = await runSystemStatement(statement);
      calls += 1;
      if (calls % 2 === 0) return rows as never;
      // The answer is lost: the server ends the connection that would have carried it.
      await client.query("SELECT pg_terminate_backend(pg_backend_pid())");
      throw new Error("unreachable");
    };
    const poster = createPoster(lossy);
    const grants = Array.from({ length: 30 }, () => grant(1n));
    const outcomes = await Promise.all(
      grants.map((each) => outcome(poster.post(workspaceId, each))),
    );
    await client.end();
    expect(outcomes).toEqual(grants.map((_, index) => `replayed ${index + 1}`));
    const { wallet } = await withSystem((tx) => getBalances(tx, workspaceId));
    expect(wallet).toBe(30n);
  });
});

describe("a connection", () => {
  it("that the server ends counts as lost; a refused statement does not", async () => {
    const failure = (text: string) =>
      runSystemStatement({ name: "", text, values: [] }).then(
        () => null,
        (error: unknown) => error,
      );
    expect(isConnectionLost(await failure("SELECT pg_terminate_backend(pg_backend_pid())"))).toBe(
      true,
    );
    expect(isConnectionLost(await failure("SELECT 1 / 0"))).toBe(false);
  });
});

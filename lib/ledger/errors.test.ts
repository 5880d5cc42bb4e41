import pg from "pg";
import { describe, expect, it } from "vitest";
import { LedgerError, refusing } from "./errors";

/** What a call that fails with an SQLSTATE is turned into. */
async function caught(code: string, conflict: "key_conflict" | "hold_resolved" = "key_conflict") {
  const cause = Object.assign(new pg.DatabaseError("failed", 6, "error"), { code });
  const error: unknown = await refusing(conflict, () => Promise.reject(cause)).catch(
    (reason: unknown) => reason,
  );
  return { error, cause };
}

describe("a call of the ledger", () => {
  it.each([
    ["23514", "insufficient_funds"],
    ["22003", "amount_out_of_range"],
    ["22023", "malformed"],
    ["AI404", "not_found"],
    ["AI409", "key_conflict"],
    ["AI422", "unknown_account"],
  ])("that fails with %s is refused: %s", async (code, refusal) => {
    const { error, cause } = await caught(code);
    expect(error).toBeInstanceOf(LedgerError);
    expect(error).toMatchObject({
      name: "LedgerError",
      message: `ledger refused: ${refusal}`,
      refusal,
      cause,
    });
  });

  it("says by itself what a conflict is", async () => {
    expect((await caught("AI409", "hold_resolved")).error).toMatchObject({
      refusal: "hold_resolved",
    });
  });

  it("passes on what it returns, and failures that are no refusals", async () => {
    expect(await refusing("key_conflict", async () => 7)).toBe(7);
    const { error, cause } = await caught("40001");
    expect(error).toBe(cause);
    const broken = new Error("broken");
    await expect(refusing("key_conflict", () => Promise.reject(broken))).rejects.toBe(broken);
  });
});

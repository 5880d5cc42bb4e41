import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "@/lib/identity";
import { deriveId, findTransaction, getBalances } from "@/lib/ledger";
import { setClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { requireSoundLedger } from "@/test/ledger";
import { refusal } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { createPromoCode, findPromoCodes, type PromoCodeView, redeemPromo } from "./index";

// Guarantee: the credit of a code is given once to each workspace, as often as the operator said and until the time
// they said, whoever asks at once; and a code can't be found by trying.

const AMOUNT = 2_500_000_000n;
const GRANT = 5_000_000_000n;
const HOUR_MS = 60 * 60 * 1000;

let operator: Principal;
beforeAll(async () => {
  const { principal } = await givenWorkspace();
  operator = { ...principal, isOperator: true };
});
let restore: () => void = () => undefined;
afterEach(() => restore());

function givenCode(redemptions_max: number): Promise<PromoCodeView> {
  const valid_until = new Date(Date.now() + HOUR_MS);
  return createPromoCode(operator, newId(), { amount_nanos: AMOUNT, valid_until, redemptions_max });
}

const redeem = ({ actor }: World, code: string, id = newId()) => redeemPromo(actor, id, { code });
const creditOf = ({ actor, inWorkspace }: World) =>
  inWorkspace(async (tx) => {
    const { wallet = 0n, grants = 0n } = await getBalances(tx, actor.workspaceId);
    expect(wallet).toBe(-grants);
    return wallet - GRANT;
  });

describe("a promo code", () => {
  it("gives its credit, with an audit event and a posting of its own, and the same request once", async () => {
    const world = await givenWorkspace();
    const { workspaceId } = world.actor;
    const { id: codeId, code } = await givenCode(1);
    const id = newId();
    const given = await redeem(world, code, id);
    expect(given).toMatchObject({ id, amount_nanos: String(AMOUNT) });
    expect(await redeem(world, code, id)).toEqual(given);
    expect(await creditOf(world)).toBe(AMOUNT);
    const transactionId = deriveId(workspaceId, `promo:${codeId}`);
    await world.inWorkspace(async (tx) => {
      expect(await findTransaction(tx, workspaceId, transactionId)).toMatchObject({
        kind: "promo",
      });
      expect(await tx.auditEvent.findMany({ where: { action: "promo.redeemed" } })).toMatchObject([
        { subjectId: id, detail: { amount_nanos: String(AMOUNT), transaction_id: transactionId } },
      ]);
    });
    await requireSoundLedger([workspaceId]);
  });

  it("is used once by a workspace, also from two sides at once", async () => {
    const world = await givenWorkspace();
    const { code } = await givenCode(5);
    const answers = await Promise.all([refusal(redeem(world, code)), refusal(redeem(world, code))]);
    expect(answers.filter((answer) => answer === "promo_used")).toHaveLength(1);
    expect(await refusal(redeem(world, code))).toBe("promo_used");
    expect(await creditOf(world)).toBe(AMOUNT);
  });

  it("is used as often as it may be, and not once more by two at once", async () => {
    const worlds = await Promise.all([givenWorkspace(), givenWorkspace(), givenWorkspace()]);
    const { id, code } = await givenCode(2);
    const answers = await Promise.all(worlds.map((world) => refusal(redeem(world, code))));
    expect(answers.filter((answer) => answer === "promo_exhausted")).toHaveLength(1);
    const credits = await Promise.all(worlds.map(creditOf));
    expect(credits.reduce((sum, credit) => sum + credit, 0n)).toBe(AMOUNT * 2n);
    const { data } = await findPromoCodes(operator, { limit: 200, after: null });
    expect(data.find((one) => one.id === id)?.redeemed_count).toBe(2);
  });

  it("ends with its time", async () => {
    const world = await givenWorkspace();
    const { code } = await givenCode(1);
    restore = setClock({ now: () => new Date(Date.now() + HOUR_MS) });
    expect(await refusal(redeem(world, code))).toBe("promo_expired");
    expect(await creditOf(world)).toBe(0n);
  });

  it("that is not there is unknown, and who tries many has to wait, also for one that is", async () => {
    const world = await givenWorkspace();
    const { code } = await givenCode(1);
    for (let tries = 0; tries < 10; tries += 1)
      expect(await refusal(redeem(world, `GUESS-${tries}`))).toBe("not_found");
    expect(await refusal(redeem(world, code))).toBe("throttled");
    restore = setClock({ now: () => new Date(Date.now() + HOUR_MS - 1_000) });
    expect(await refusal(redeem(world, code))).toBe("throttled");
    expect(await creditOf(world)).toBe(0n);
  });

  it("is for owners to use", async () => {
    const world = await givenWorkspace();
    const { code } = await givenCode(1);
    const member = { ...world.actor, role: "member" as const };
    expect(await refusal(redeemPromo(member, newId(), { code }))).toBe("forbidden");
  });
});

describe("making a code", () => {
  const input = {
    amount_nanos: AMOUNT,
    valid_until: new Date(Date.now() + HOUR_MS),
    redemptions_max: 1,
  };

  it("takes the operator's own, once, or makes one that nobody guesses", async () => {
    const code = `OWN-${randomUUID().toUpperCase()}`.slice(0, 40);
    const id = newId();
    const made = await createPromoCode(operator, id, { ...input, code });
    expect(made).toMatchObject({ id, code, redeemed_count: 0 });
    expect(await createPromoCode(operator, id, { ...input, code })).toEqual(made);
    expect(await refusal(createPromoCode(operator, newId(), { ...input, code }))).toBe(
      "code_taken",
    );
    expect((await createPromoCode(operator, newId(), input)).code).toMatch(/^[0-9A-F]{20}$/);
  });

  it("is the operator's, and for a time to come", async () => {
    const { principal } = await givenWorkspace();
    expect(await refusal(createPromoCode(principal, newId(), input))).toBe("forbidden");
    expect(await refusal(findPromoCodes(principal, { limit: 1, after: null }))).toBe("forbidden");
    const past = { ...input, valid_until: new Date() };
    expect(await refusal(createPromoCode(operator, newId(), past))).toBe("invalid_body");
  });
});

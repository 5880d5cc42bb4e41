import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Principal, requireOperator } from "@/lib/identity";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { refusal } from "@/test/stories";
import { givenWorkspace } from "@/test/world";
import {
  endPrice,
  findMarginAt,
  findPriceAt,
  listPriceHistory,
  listPrices,
  setMargin,
  setPrice,
} from "./index";

// Guarantee: what an operator sets is in force from the moment they said, goes before the list until they end it, and
// is set once however often it is asked for. Margins of these tests are far away: the database is shared.

const MODEL = "claude-haiku-4-5";
const FAR = "2090-01-01T00:00:00.000Z";

let operator: Principal;
beforeAll(async () => {
  const { principal } = await givenWorkspace();
  operator = { ...principal, isOperator: true };
});

const given = (model: string, input = 7n) => ({
  provider: "anthropic" as const,
  model,
  input_nanos_per_mtok: input,
  output_nanos_per_mtok: 9n,
});
const inputAt = (model: string, at: Date) =>
  withSystem(async (tx) => (await findPriceAt(tx, "anthropic", model, at))?.inputNanosPerMtok);

describe("an operator's price", () => {
  it("is in force at once, for this model alone, and cached tokens cost what others do", async () => {
    const model = `m-${randomUUID()}`;
    const id = newId();
    const price = await setPrice(operator, id, given(model));
    expect(price).toMatchObject({ id, source: "operator", is_in_force: true, request_nanos: "0" });
    expect([price.cache_read_nanos_per_mtok, price.cache_write_nanos_per_mtok]).toEqual(["7", "7"]);
    expect(await setPrice(operator, id, given(model))).toEqual(price);
    expect(await listPriceHistory(operator, "anthropic", model)).toEqual([price]);
    const found = await listPrices(
      operator,
      { limit: 9, after: null },
      { provider: "", text: model },
    );
    expect(found).toEqual({ data: [price], next_cursor: null });
    expect(await inputAt(`${model}-x`, new Date())).toBeUndefined();
  });

  it("goes before the list until it is ended", async () => {
    const before = new Date();
    const listed = await inputAt(MODEL, before);
    const price = { ...given(MODEL, 5n), effective_from: new Date("2090-01-01T00:00:00Z") };
    expect((await setPrice(operator, newId(), price)).is_in_force).toBe(false);
    expect(await inputAt(MODEL, new Date("2089-12-31T23:59:59Z"))).toBe(listed);
    expect(await inputAt(MODEL, new Date(FAR))).toBe(5n);
    expect(
      await refusal(endPrice(operator, newId(), { provider: "anthropic", model: MODEL })),
    ).toBe("wrong_state");
    const own = `m-${randomUUID()}`;
    await setPrice(operator, newId(), given(own));
    const end = await endPrice(operator, newId(), { provider: "anthropic", model: own });
    expect(end).toMatchObject({ is_end: true, is_in_force: false });
    expect(await inputAt(own, new Date())).toBeUndefined();
  });

  it("does not begin in the past", async () => {
    const past = {
      ...given(`m-${randomUUID()}`),
      effective_from: new Date("2026-01-01T00:00:00Z"),
    };
    expect(await refusal(setPrice(operator, newId(), past))).toBe("invalid_body");
  });
});

describe("the prices in force", () => {
  it("are paged by vendor and model, each model once", async () => {
    const filter = { provider: "xai", text: "GROK" };
    const all = await listPrices(operator, { limit: 200, after: null }, filter);
    expect(all.data.every(({ provider, model }) => provider === "xai" && /grok/i.test(model))).toBe(
      true,
    );
    const first = await listPrices(operator, { limit: 2, after: null }, filter);
    const after = Buffer.from(first.next_cursor ?? "", "base64url").toString();
    const second = await listPrices(operator, { limit: 2, after }, filter);
    expect([...first.data, ...second.data]).toEqual(all.data.slice(0, 4));
  });
});

describe("a margin", () => {
  it("is none until one is set, and is in force from its moment on", async () => {
    const id = newId();
    const input = { basis_points: 1_250, effective_from: new Date(FAR) };
    const margin = await setMargin(operator, id, input);
    expect(margin).toMatchObject({ basis_points: 1_250, is_in_force: false, effective_from: FAR });
    expect(await setMargin(operator, id, input)).toEqual(margin);
    expect(await refusal(setMargin(operator, newId(), input))).toBe("wrong_state");
    const at = (time: string) => withSystem((tx) => findMarginAt(tx, new Date(time)));
    expect([await at("2089-12-31T23:59:59Z"), await at(FAR)]).toEqual([0, 1_250]);
  });
});

it("nobody but an operator sees or sets any of it", async () => {
  const { principal } = await givenWorkspace();
  expect(() => requireOperator(principal)).toThrow();
  for (const asked of [
    setPrice(principal, newId(), given("m")),
    endPrice(principal, newId(), { provider: "anthropic", model: "m" }),
    setMargin(principal, newId(), { basis_points: 0 }),
    listPriceHistory(principal, "anthropic", "m"),
  ]) {
    expect(await refusal(asked)).toBe("forbidden");
  }
});

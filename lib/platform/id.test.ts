import { describe, expect, it } from "vitest";
import { setClock } from "./clock";
import { isId, newId } from "./id";

describe("newId", () => {
  it("is a UUID of version 7", () => {
    expect(newId()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(isId(newId())).toBe(true);
  });

  it("sorts by the time it was made, across the years", () => {
    const times = [
      "1999-12-31T23:59:59.999Z",
      "2026-11-24T00:00:00.000Z",
      "2026-11-24T00:00:00.001Z",
      "2099-01-01T00:00:00.000Z",
    ];
    const ids = times.map((time) => {
      const restore = setClock({ now: () => new Date(time) });
      const id = newId();
      restore();
      return id;
    });
    expect([...ids].sort()).toEqual(ids);
  });

  it.each([
    "",
    "x",
    "0192f0a0-0000-7000-8000-00000000000",
    "0192F0A0-0000-7000-8000-000000000000",
    "{0192f0a0-0000-7000-8000-000000000000}",
  ])("takes %j for no id", (text) => {
    expect(isId(text)).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { type FieldEntry, toBody, type ValueKind } from "@/app/_ui/form-body";

function field(name: string, kind: ValueKind, value: string): FieldEntry {
  return { name, kind, value, isKeptEmpty: false, isMany: false };
}

describe("toBody", () => {
  it("never reaches a prototype by a field's name", () => {
    const body = toBody([
      field("__proto__.polluted", "text", "x"),
      field("constructor", "text", "y"),
    ]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(body.ok && Object.getPrototypeOf(body.body)).toBe(Object.prototype);
  });

  it.each([
    ["usd", "two", "Write an amount in dollars, such as 2.50."],
    ["usd", "-1", "Write an amount in dollars, such as 2.50."],
    ["usd", "0.0000000001", "Write an amount in dollars, such as 2.50."],
    ["usd", "1e3", "Write an amount in dollars, such as 2.50."],
    ["number", "many", "Write a number, such as 1200."],
    ["number", "Infinity", "Write a number, such as 1200."],
    ["instant", "soon", "Choose a date and a time."],
    ["json", "{", "This is not valid JSON."],
  ] as const)("refuses a %s of %j, at its field", (kind, value, message) => {
    expect(toBody([field("a.b", kind, value)])).toEqual({
      ok: false,
      errors: [{ path: "a.b", message }],
    });
  });

  it.each([
    ["usd", "2.50", "2500000000"],
    ["usd", "$1,000", "1000000000000"],
    ["usd", "0.000000001", "1"],
    ["number", "900", 900],
    ["boolean", "false", false],
    ["lines", "a\r\n\n b ", ["a", "b"]],
    ["list", "a, b,\nc", ["a", "b", "c"]],
    ["instant", "2026-11-24T12:00:00Z", "2026-11-24T12:00:00.000Z"],
    ["json", '{"a":1}', { a: 1 }],
  ] as const)("reads a %s of %j", (kind, value, expected) => {
    expect(toBody([field("x", kind, value)])).toEqual({ ok: true, body: { x: expected } });
  });

  it("makes objects of dots, and leaves empty fields out", () => {
    const fields = [
      field("brief.topic", "text", "Receipts"),
      field("brief.tone", "text", " "),
      field("title", "text", ""),
    ];
    expect(toBody(fields)).toEqual({ ok: true, body: { brief: { topic: "Receipts" } } });
  });

  it("sends an empty value where the form says so", () => {
    expect(toBody([{ ...field("a", "lines", ""), isKeptEmpty: true }])).toEqual({
      ok: true,
      body: { a: [] },
    });
  });

  it("collects boxes of one name into a list", () => {
    const many = (value: string) => ({ ...field("roles", "text", value), isMany: true });
    expect(toBody([many("editor"), many("owner")])).toEqual({
      ok: true,
      body: { roles: ["editor", "owner"] },
    });
  });
});

import { describe, expect, it } from "vitest";
import { parseLedgerFilter } from "./ledger-filter";

const parse = (query: string) => parseLedgerFilter(new URLSearchParams(query));

describe("the filter of the book", () => {
  it("narrows nothing where nothing is said", () => {
    const none = { kind: undefined, account: undefined, text: undefined };
    expect(parse("")).toEqual({ ...none, from: undefined, until: undefined });
    expect(parse("kind=&account=&text=%20&from=&to=")).toEqual(parse(""));
  });

  it("takes both days whole", () => {
    expect(parse("from=2026-01-31&to=2026-01-31")).toMatchObject({
      from: new Date("2026-01-31T00:00:00Z"),
      until: new Date("2026-02-01T00:00:00Z"),
    });
  });

  it.each([
    "kind=gift",
    "account=purse",
    "from=31.01.2026",
    "to=2026-02-30x",
    "from=2026-13-01",
    `text=${"x".repeat(201)}`,
  ])("refuses %s", (query) => {
    expect(() => parse(query)).toThrow("invalid_query");
  });
});

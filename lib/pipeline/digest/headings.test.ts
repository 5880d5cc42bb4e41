import { describe, expect, it } from "vitest";
import { sentenceCase } from "./headings";

describe("sentenceCase", () => {
  it.each([
    [
      "Row Filters And Column Lists",
      "row filters and column lists",
      "Row filters and column lists",
    ],
    ["Using PostgreSQL With NASA", "PostgreSQL and NASA", "Using PostgreSQL with NASA"],
    ["HTTP And JSON", "the http module and json", "HTTP and JSON"],
    ["ROW FILTERS", "row filters", "Row filters"],
    ["Die Grenzen", "Alle Grenzen sind offen", "Die Grenzen"],
    ["逻辑复制", "逻辑复制", "逻辑复制"],
    ["🎉 Party Time", "time for a party", "🎉 party time"],
    ["", "x", ""],
  ])("writes %j as its source writes the words", (heading, text, expected) => {
    expect(sentenceCase(heading, [{ text }])).toBe(expected);
  });
});

import { describe, expect, it } from "vitest";
import { csvHeader, csvRow } from "./csv";

describe("CSV", () => {
  it.each([
    ["plain", "plain"],
    ["", ""],
    ["a,b", '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["=1+1", "'=1+1"],
    ["@cmd\nx", `"'@cmd\nx"`],
    ["\tx", "'\tx"],
    ["\rx", `"'\rx"`],
    ["a=b", "a=b"],
  ])("writes %j as one cell that is a text", (text, cell) => {
    expect(csvRow(["before", text, "after"])).toBe(`before,${cell},after\r\n`);
  });

  it("begins with a mark of UTF-8 and the names of the columns", () => {
    expect(csvHeader(["seq", "kind"])).toBe("\uFEFFseq,kind\r\n");
  });
});

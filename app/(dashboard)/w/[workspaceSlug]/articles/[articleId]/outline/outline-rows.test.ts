import { describe, expect, it } from "vitest";
import { addRow, moveRow, toRows } from "./outline-rows";

const ROWS = toRows({
  title: "T",
  sections: ["a", "b", "c"].map((heading) => ({ heading, evidence: [] })),
});
const headings = (rows: ReturnType<typeof toRows>) => rows.map(({ section }) => section.heading);

describe("sections of an outline", () => {
  it("are neither lost nor doubled by a move, whatever its target", () => {
    for (const to of [-5, 0, 1, 2, 99])
      expect(headings(moveRow(ROWS, 1, to)).toSorted()).toEqual(["a", "b", "c"]);
    expect(headings(moveRow(ROWS, 42, 0))).toEqual(["a", "b", "c"]);
  });

  it("go up, down and to the ends", () => {
    expect(headings(moveRow(ROWS, 2, 0))).toEqual(["c", "a", "b"]);
    expect(headings(moveRow(ROWS, 0, 1))).toEqual(["b", "a", "c"]);
    expect(headings(moveRow(ROWS, 0, 99))).toEqual(["b", "c", "a"]);
  });

  it("get a key of their own when they are new", () => {
    const rows = addRow(ROWS.slice(1));
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  });
});

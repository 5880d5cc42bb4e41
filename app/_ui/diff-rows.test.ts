import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DiffSide, diffRows } from "@/app/_ui/diff-rows";

const textOf = (sides: ReadonlyArray<DiffSide | undefined>) =>
  sides.flatMap((side) => (side === undefined ? [] : [side.segments.map((s) => s.text).join("")]));

describe("diffRows", () => {
  it("loses and invents nothing: each side is its text, numbered from 1", () => {
    const line = fc.stringMatching(/^[a-c ,.]{0,12}$/);
    const text = fc.array(line, { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = diffRows(toText(before), toText(after));
        expect(textOf(rows.map((row) => row.before))).toEqual(before);
        expect(textOf(rows.map((row) => row.after))).toEqual(after);
        const numbers = rows.flatMap((row) => row.after?.number ?? []);
        expect(numbers).toEqual(after.map((_, index) => index + 1));
      }),
    );
  });

  it("marks the words that changed in a line", () => {
    const [row] = diffRows("quoted before it is charged\n", "agreed before it is charged\n");
    expect(row?.before?.segments).toEqual([
      { text: "quoted", isChanged: true },
      { text: " before it is charged", isChanged: false },
    ]);
  });

  it("does not compare the words of two lines that have little in common", () => {
    const [row] = diffRows("This line will go.\n", "Nothing is published before it is approved.\n");
    expect(row?.after?.segments).toHaveLength(1);
  });

  it("finds no change in equal texts", () => {
    expect(diffRows("a\nb\n", "a\nb\n").every((row) => row.isSame)).toBe(true);
  });
});

function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

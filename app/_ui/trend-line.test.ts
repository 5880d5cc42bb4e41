import { describe, expect, it } from "vitest";
import { placePair, placeValues, stepPath, straightPath } from "./trend-line";

// Guarantee: a plot of money starts at zero and never draws outside of its box.

const BOX = { width: 100, height: 40 };

describe("the line of a plot", () => {
  it("is empty without values, and flat at the bottom where all are zero", () => {
    expect(stepPath(placeValues([], BOX))).toBe("");
    expect(placeValues([0, 0], BOX)).toEqual([
      { x: 0, y: 40 },
      { x: 100, y: 40 },
    ]);
  });

  it("puts zero at the bottom and the highest value on top", () => {
    expect(placeValues([5, 0, 10], BOX).map((point) => point.y)).toEqual([20, 40, 0]);
  });

  it("draws a value below zero at the bottom, not outside", () => {
    expect(placeValues([-5, 10], BOX)[0]?.y).toBe(40);
  });

  it("keeps a value until the next one", () => {
    expect(stepPath(placeValues([10, 5], BOX))).toBe("M0 0H100V20");
  });

  it("puts two rows of values under one top, each with its own line", () => {
    const [ours, theirs] = placePair([5, 10], [20, 0], BOX);
    expect([straightPath(ours), straightPath(theirs)]).toEqual(["M0 30L100 20", "M0 0L100 40"]);
    expect(straightPath([])).toBe("");
  });
});

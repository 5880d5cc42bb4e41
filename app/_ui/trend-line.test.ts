import { describe, expect, it } from "vitest";
import { placeValues, stepPath } from "./trend-line";

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
});

import { describe, expect, it } from "vitest";
import { monthOf } from "./month";

// Guarantee: a month shows each of its days once, under the right day of the week.

const NOW = new Date("2026-11-24T23:30:00.000Z");

describe("a month of the calendar", () => {
  it.each(["", "2026-13", "1899-01", "9999-12", "2026-1", "__proto__"])(
    "is the present one for %j, which names none",
    (text) => {
      expect(monthOf(text, NOW).key).toBe("2026-11");
    },
  );

  it("turns over the year in both directions", () => {
    expect(monthOf("2026-01", NOW).previous).toBe("2025-12");
    expect(monthOf("2026-12", NOW).next).toBe("2027-01");
  });

  it.each([
    ["2026-02", 28, "2026-02-01", 6],
    ["2028-02", 29, "2028-02-01", 1],
    ["2026-11", 30, "2026-11-01", 6],
    ["2026-06", 30, "2026-06-01", 0],
  ])("%s has %i days, and its first stands in its column", (text, count, first, column) => {
    const { weeks, from, to } = monthOf(text, NOW);
    const days = weeks.flat().filter((day) => day !== null);
    expect(days).toHaveLength(count);
    expect(new Set(days.map((day) => day.key)).size).toBe(count);
    expect(weeks[0]?.[column]?.key).toBe(first);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect((to.getTime() - from.getTime()) / 86_400_000).toBe(count);
  });
});

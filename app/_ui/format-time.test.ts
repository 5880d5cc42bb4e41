import { describe, expect, it } from "vitest";
import { absoluteTime, writeTime } from "@/app/_ui/format-time";

const NOW = new Date("2026-11-24T12:00:00Z");
const PLACE = { locale: "en-GB", timeZone: "UTC" };
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);

describe("writeTime", () => {
  it.each([
    [10, "just now"],
    [60, "1 minute ago"],
    [3_599, "59 minutes ago"],
    [7_200, "2 hours ago"],
    [86_400, "yesterday"],
    [-3_600, "in 1 hour"],
    [7 * 86_400, "17 Nov 2026"],
  ])("says of a moment %d seconds back: %s", (seconds, words) => {
    expect(writeTime(ago(seconds), "relative", NOW, PLACE)).toBe(words);
  });

  it("says it in the reader's language", () => {
    const place = { locale: "de", timeZone: "UTC" };
    expect(writeTime(ago(10), "relative", NOW, place)).toBe("jetzt");
    expect(writeTime(ago(60), "relative", NOW, place)).toBe("vor 1 Minute");
  });

  it("writes day and time in the given zone", () => {
    const place = { locale: "en-GB", timeZone: "Asia/Tokyo" };
    expect(writeTime(NOW, "datetime", NOW, place)).toBe("24 Nov 2026, 21:00");
  });
});

describe("absoluteTime", () => {
  it("tells the seconds and the zone", () => {
    expect(absoluteTime(NOW, PLACE)).toBe("24 Nov 2026, 12:00:00 UTC");
  });
});

import { describe, expect, it } from "vitest";
import { laterToday, toLocalInput } from "./local-time";

describe("local time of a schedule", () => {
  it("proposes a full hour that lies at least one hour ahead", () => {
    expect(laterToday(new Date("2026-11-24T10:59:59Z"))).toBe("2026-11-24T12:00:00.000Z");
    expect(laterToday(new Date("2026-11-24T23:10:00Z"))).toBe("2026-11-25T01:00:00.000Z");
  });

  it("writes an instant so that the browser reads the same instant back", () => {
    const instant = "2026-07-01T09:30:00.000Z";
    expect(new Date(toLocalInput(instant)).toISOString()).toBe(instant);
  });
});

import { describe, expect, it } from "vitest";
import { choiceOf } from "./publish-choice";

const NOW = new Date("2026-11-24T12:20:00Z");
const FIRST = { id: "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001" };
const SECOND = { id: "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0002" };
const BOTH = [FIRST, SECOND];

describe("the choice in the address of the publish page", () => {
  it("chooses nothing where there is no destination", () => {
    expect(choiceOf({}, [], NOW)).toBeNull();
  });

  it("falls back to the first destination and a draft, whatever nonsense the address holds", () => {
    const draft = { destination_id: FIRST.id, mode: "draft" };
    expect(choiceOf({}, BOTH, NOW)).toEqual(draft);
    expect(choiceOf({ to: "nowhere", as: "shout", at: "never" }, BOTH, NOW)).toEqual(draft);
    expect(choiceOf({ to: [SECOND.id, FIRST.id] }, BOTH, NOW)).toEqual(draft);
  });

  it("opens a schedule without a time, or with one that is none, with a time that lies ahead", () => {
    for (const at of [undefined, "", "tomorrow"]) {
      const search = { as: "schedule", ...(at === undefined ? {} : { at }) };
      expect(choiceOf(search, BOTH, NOW)?.scheduled_at).toBe("2026-11-24T14:00:00.000Z");
    }
  });

  it("keeps a time for a schedule only", () => {
    const at = "2026-12-01T09:00:00.000Z";
    const scheduled = { destination_id: SECOND.id, mode: "publish", scheduled_at: at };
    expect(choiceOf({ to: SECOND.id, as: "schedule", at }, BOTH, NOW)).toEqual(scheduled);
    expect(choiceOf({ as: "publish", at }, BOTH, NOW)).toEqual({
      destination_id: FIRST.id,
      mode: "publish",
    });
  });
});

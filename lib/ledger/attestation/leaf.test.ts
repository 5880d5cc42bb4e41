import { describe, expect, it } from "vitest";
import { dayLeaf, dayOf, dayText, headLeaf, keyLeaf, parseLeaf, uuidBytes, uuidText } from "./leaf";

const WORKSPACE = "018f3b5c-7d21-7a10-8b11-0123456789ab";
const head = { workspaceId: WORKSPACE, seq: 258n, hash: Buffer.alloc(32, 0xcd) };
const VKEY = "log+01234567+AA==";

/** An entry with a byte more or less, or with another byte at a place. */
const longer = (entry: Buffer): Buffer => Buffer.concat([entry, Buffer.alloc(1)]);
const changed = (entry: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(entry);
  copy.writeUInt8(value, at);
  return copy;
};

describe("an entry of the log", () => {
  it("has the bytes of the description", () => {
    expect(headLeaf(head).toString("hex")).toBe(
      `4149482d31018f3b5c7d217a108b110123456789ab0000000000000102${"cd".repeat(32)}`,
    );
    expect(dayLeaf(20_458).toString("hex")).toBe("4149442d3100004fea");
    const text = Buffer.from(VKEY).toString("hex");
    expect(keyLeaf("introduce", 1_767_600_000, VKEY).toString("hex")).toBe(
      `41494b2d31000100000000695b6f800011${text}`,
    );
    expect(keyLeaf("retire", 1, VKEY).toString("hex", 5, 15)).toBe("00020000000000000001");
  });

  it("is read as it was written", () => {
    expect(parseLeaf(headLeaf(head))).toEqual({ kind: "head", head });
    expect(parseLeaf(dayLeaf(20_458))).toEqual({ kind: "day", day: 20_458 });
    for (const action of ["introduce", "retire"] as const)
      expect(parseLeaf(keyLeaf(action, 7, VKEY))).toEqual({
        kind: "key",
        action,
        seconds: 7,
        vkey: VKEY,
      });
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["a head that is too long", longer(headLeaf(head))],
    ["a head with another tag", changed(headLeaf(head), 4, 0x32)],
    ["a day that is too long", longer(dayLeaf(1))],
    ["a day with another tag", changed(dayLeaf(1), 4, 0x32)],
    ["a key that is cut", keyLeaf("retire", 7, VKEY).subarray(0, 17)],
    ["a key without a key", keyLeaf("retire", 7, "")],
    ["a key that is too long", longer(keyLeaf("retire", 7, VKEY))],
    ["a key with another tag", changed(keyLeaf("retire", 7, VKEY), 4, 0x32)],
    ["a key with another action", changed(keyLeaf("retire", 7, VKEY), 6, 3)],
  ])("is not %s", (_, entry) => {
    expect(parseLeaf(entry)).toBeUndefined();
  });
});

describe("a day", () => {
  it("begins at midnight in UTC", () => {
    expect(dayOf(new Date("2026-01-05T00:00:00.000Z"))).toBe(20_458);
    expect(dayOf(new Date("2026-01-04T23:59:59.999Z"))).toBe(20_457);
    expect(dayText(20_458)).toBe("2026-01-05");
  });
});

describe("the bytes of a UUID", () => {
  it("give it again, wherever they stand", () => {
    expect(uuidText(longer(uuidBytes(WORKSPACE)))).toBe(WORKSPACE);
    const inside = Buffer.concat([Buffer.alloc(3), uuidBytes(WORKSPACE)]).subarray(3);
    expect(uuidText(inside)).toBe(WORKSPACE);
  });

  it("are of nothing else", () => {
    const others = ["g", "z", "é"].map((digit) => `${digit}${WORKSPACE.slice(1)}`);
    for (const text of ["", "nothing", WORKSPACE.slice(2), `${WORKSPACE}0`, ...others])
      expect(() => uuidBytes(text)).toThrow("This is not a UUID.");
  });
});

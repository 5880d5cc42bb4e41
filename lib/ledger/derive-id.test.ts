import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { deriveId } from "./derive-id";

const WORKSPACE = "018f3b5c-7d21-7a10-8b11-0123456789ab";

it.each(["", "Zoë", "stripe:evt_1", "stripe:evt_2", "grant:welcome"])(
  "the name %j is the UUID of version 8 that the first bytes of its hash give",
  (name) => {
    const workspace = Buffer.from(WORKSPACE.replaceAll("-", ""), "hex");
    const hash = createHash("sha256").update("AII-1").update(workspace).update(name).digest("hex");
    const [digits, own] = [hash, deriveId(WORKSPACE, name).replaceAll("-", "")].map((each) =>
      /^(.{12})(.)(.{3})(.)(.{15})/.exec(each),
    );
    expect(own?.[2]).toBe("8");
    expect(own?.[4]).toMatch(/[89ab]/);
    for (const group of [1, 3, 5]) expect(own?.[group]).toBe(digits?.[group]);
  },
);

import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { deriveId } from "./derive-id";

const WORKSPACE = "018f3b5c-7d21-7a10-8b11-0123456789ab";

it("a name is the UUID of version 8 that the first bytes of its hash give", () => {
  const named = Buffer.concat([
    Buffer.from(WORKSPACE.replaceAll("-", ""), "hex"),
    Buffer.from("Zoë"),
  ]);
  const hash = createHash("sha256").update("AII-1").update(named).digest("hex");
  const id = deriveId(WORKSPACE, "Zoë").replaceAll("-", "");
  expect(id).toMatch(/^.{12}8.{3}[89ab].{15}$/);
  for (const [from, end] of [
    [0, 12],
    [13, 16],
    [17, 32],
  ])
    expect(id.slice(from, end)).toBe(hash.slice(from, end));
});

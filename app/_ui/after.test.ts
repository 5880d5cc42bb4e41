import { describe, expect, it } from "vitest";
import { fillPath, leaveAddress } from "@/app/_ui/after";

describe("fillPath", () => {
  it.each([
    ["//evil.example", {}],
    ["https://evil.example", {}],
    ["/\\evil.example", {}],
    ["javascript:alert(1)", {}],
    ["{to}", { to: "/x" }],
    ["/{id}", {}],
    ["/{id}", null],
    ["/{constructor}", {}],
  ])("does not go to %j with %j", (template, answer) => {
    expect(fillPath(template, answer)).toBeUndefined();
  });

  it("fills in fields of the answer, encoded", () => {
    const answer = { id: "a/b", run: { n: 4 } };
    expect(fillPath("/w/acme/{id}/runs/{run.n}", answer)).toBe("/w/acme/a%2Fb/runs/4");
  });
});

describe("leaveAddress", () => {
  it.each(["http://pay.example", "javascript:alert(1)", "//pay.example", "", 5, null])(
    "does not leave for %j",
    (url) => {
      expect(leaveAddress("url", { url })).toBeUndefined();
    },
  );

  it("leaves for an https address", () => {
    expect(leaveAddress("url", { url: "https://pay.example/c" })).toBe("https://pay.example/c");
  });
});

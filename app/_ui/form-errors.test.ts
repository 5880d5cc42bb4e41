import { describe, expect, it } from "vitest";
import { sortProblems } from "@/app/_ui/form-errors";

const NAMES = ["title", "brief.topic", "brief.sources"];

describe("sortProblems", () => {
  it.each([
    ["brief.topic", "brief.topic"],
    ["$.brief.topic", "brief.topic"],
    ["/brief/topic", "brief.topic"],
    ["brief.sources[2]", "brief.sources"],
    ["brief.sources.0.url", "brief.sources"],
  ])("shows a problem at %s beside the field %s", (path, name) => {
    const { byField, rest } = sortProblems([{ path, message: "No." }], NAMES);
    expect([...byField]).toEqual([[name, "No."]]);
    expect(rest).toEqual([]);
  });

  it.each(["", "brief", "titles", "brief.topical"])(
    "keeps a problem at %j for the summary",
    (path) => {
      const problem = { path, message: "No." };
      expect(sortProblems([problem], NAMES)).toEqual({ byField: new Map(), rest: [problem] });
    },
  );

  it("shows the first of two problems of a field", () => {
    const problems = [
      { path: "title", message: "First." },
      { path: "title", message: "Second." },
    ];
    expect(sortProblems(problems, NAMES).byField.get("title")).toBe("First.");
  });
});

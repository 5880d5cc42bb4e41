import { describe, expect, it } from "vitest";
import { findSpan, passagesOf, searchPassages } from "./passage";

const TEXT =
  "The harvest began early.\nPickers brought in 412 tonnes (a record)\nof apples over six weeks.";

describe("the words of a citation in their source", () => {
  it("are found across line ends, and signs of patterns are plain text", () => {
    const span = findSpan(TEXT, "412 tonnes (a record) of apples");
    expect(span?.words).toBe("412 tonnes (a record)\nof apples");
    expect(span?.before.endsWith("brought in ")).toBe(true);
  });

  it("are nothing when the source does not have them", () => {
    expect(findSpan(TEXT, "413 tonnes")).toBeNull();
    expect(findSpan(TEXT, " ")).toBeNull();
    expect(findSpan(TEXT, "4.2 tonnes")).toBeNull();
  });
});

describe("passages for a citation", () => {
  const passages = passagesOf({
    id: "s",
    title: "Harvest report",
    text: "Short.\nThe harvest began on 14 August. Pickers brought in 412 tonnes.",
  });

  it("are whole sentences as the source has them", () => {
    expect(passages.map(({ text }) => text)).toEqual([
      "The harvest began on 14 August.",
      "Pickers brought in 412 tonnes.",
    ]);
  });

  it("are found by every word of the query, in text or title", () => {
    expect(searchPassages(passages, "TONNES report")).toHaveLength(1);
    expect(searchPassages(passages, "tonnes survey")).toHaveLength(0);
    expect(searchPassages(passages, "")).toHaveLength(2);
  });
});

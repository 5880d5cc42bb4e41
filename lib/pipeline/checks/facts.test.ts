import { describe, expect, it } from "vitest";
import { factsIn, indexFacts } from "./facts";

describe("factsIn", () => {
  it.each([
    ["v2, H2O, PostgreSQL16, utf-8, HTTP/1.1 and x_12", []],
    ["see https://a.example/2024/12345 or www.b.example/99", []],
    ["no digits at all", []],
    ["1,200 ships", [["number", "1,200"]]],
    [
      "10-20 or 30–40",
      [
        ["number", "10"],
        ["number", "20"],
        ["number", "30"],
        ["number", "40"],
      ],
    ],
    [
      "in 1902 300 ships",
      [
        ["date", "1902"],
        ["number", "300"],
      ],
    ],
    [
      "-5 and 1 234 567.5",
      [
        ["number", "-5"],
        ["number", "1 234 567.5"],
      ],
    ],
    [
      "12.5 % of 40",
      [
        ["number", "12.5"],
        ["number", "40"],
      ],
    ],
    ["in 1911", [["date", "1911"]]],
    ["on 5 March 2024.", [["date", "5 March 2024"]]],
    ["on March 5, 2024,", [["date", "March 5, 2024"]]],
    ["since March 2024", [["date", "March 2024"]]],
    ["am 5. März 2024", [["date", "5. März 2024"]]],
    ["el 5 de marzo de 2024", [["date", "5 de marzo de 2024"]]],
    ["2024-03-05", [["date", "2024-03-05"]]],
    ["room 2024", [["date", "2024"]]],
    [
      "about 12 people 2024",
      [
        ["number", "12"],
        ["date", "2024"],
      ],
    ],
    [
      "٥ مارس ٢٠٢٤ و ١٢٠٠",
      [
        ["date", "٥ مارس ٢٠٢٤"],
        ["date", "١٢٠٠"],
      ],
    ],
  ])("finds in %j what it holds", (text, expected) => {
    expect(factsIn(text).map((fact) => [fact.kind, fact.text])).toEqual(expected);
  });

  it.each([
    ["1,200", "1200"],
    ["1.200", "1200"],
    ["1 200", "1 200"],
    ["12,5", "12.5"],
    ["1,234.50", "1.234,5"],
    ["5 March 2024", "2024-03-05"],
    ["5 March 2024", "March 5th, 2024"],
    ["05/03/2024", "5 March 2024"],
    ["March 2024", "on 17 March 2024"],
    ["2024", "on 17 March 2024"],
    ["١٢٣", "123"],
  ])("takes %j as backed by %j", (claim, source) => {
    const index = indexFacts(source);
    const facts = factsIn(claim);
    expect(facts).toHaveLength(1);
    expect(facts.every((fact) => fact.forms.some((form) => index.has(form)))).toBe(true);
  });

  it.each([
    ["1,200", "1,201"],
    ["12.5", "125"],
    ["5 March 2024", "6 March 2024"],
    ["17 March 2024", "March 2024"],
    ["1911", "1912 and 11911"],
  ])("does not take %j as backed by %j", (claim, source) => {
    const index = indexFacts(source);
    expect(factsIn(claim).some((fact) => fact.forms.some((form) => index.has(form)))).toBe(false);
  });
});

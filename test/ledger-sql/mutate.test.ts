import { expect, it } from "vitest";
import { mutantsOf } from "./mutate";

const SQL = `-- A comment with 1 number.
CREATE FUNCTION ledger.old(p int) RETURNS boolean LANGUAGE sql AS $$
  SELECT p > 41
$$;
CREATE OR REPLACE FUNCTION ledger.old(p int) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF p >= 7 THEN
    RAISE EXCEPTION 'at most 7' USING ERRCODE = '22003';
  END IF;
  RETURN true;
END
$$;
`;

it("changes one place at a time of what is in force, and no words for people", () => {
  const names = mutantsOf(SQL).map(({ name }) => name.split(" | ").at(-1));
  expect(names).toEqual([
    "IF p >= 7 THEN → IF true THEN",
    "IF p >= 7 THEN → IF false THEN",
    ">= → >",
    ">= → <",
    "7 → 8",
    "RAISE EXCEPTION 'at most 7' USING ERRCODE = '22003'; → NULL;",
    "ERRCODE = '22003' → ERRCODE = 'XX000'",
    "RETURN true; → NULL;",
    "true → false",
  ]);
  for (const { text } of mutantsOf(SQL)) expect(text).not.toBe(SQL);
});

it("gives changes of equal lines names of their own", () => {
  const names = mutantsOf("SELECT 1;\nSELECT 1;\n").map(({ name }) => name);
  expect(names).toEqual(["ledger | SELECT 1; | 1 → 2", "ledger | SELECT 1; | 1 → 2 (2)"]);
});

import { expect, it } from "vitest";
import { ACCOUNT_CODES, ACCOUNTS, accountCode, KIND_CODES, KINDS, kindCode } from "./codes";

it("each account and kind is found by its number, and nothing by another one", () => {
  for (const code of ACCOUNT_CODES) expect(accountCode(ACCOUNTS[code])).toBe(code);
  for (const code of KIND_CODES) expect(kindCode(KINDS[code])).toBe(code);
  expect(() => accountCode(10)).toThrow("There is no account 10.");
  expect(() => kindCode(0)).toThrow("There is no kind 0.");
});

import { ACCOUNT_CODES, type AccountCode, KIND_CODES, type TransactionFilter } from "@/lib/ledger";
import { choiceOf } from "@/lib/platform/choice";
import { AppError } from "@/lib/platform/errors";
import { DAY_MS } from "@/lib/platform/utc-day";

export const LEDGER_ACCOUNTS = ACCOUNT_CODES;
export type LedgerAccount = AccountCode;
export type LedgerFilter = TransactionFilter;

/** The parameters of a query that narrow the book. */
export const LEDGER_FILTER_NAMES = ["text", "kind", "account", "from", "to"] as const;

const TEXT_CHARS_MAX = 200;

/**
 * The filter that a query says: `kind`, `account`, `text` (a part of the memo), `from` and `to`, both days in UTC
 * (YYYY-MM-DD) and both included. What is empty or absent narrows nothing.
 * @throws AppError invalid_query
 */
export function parseLedgerFilter(query: URLSearchParams): LedgerFilter {
  const given = (name: string) => query.get(name) ?? "";
  const text = given("text").trim();
  if (text.length > TEXT_CHARS_MAX) throw invalid(`text has at most ${TEXT_CHARS_MAX} characters.`);
  const to = dayOf("to", given("to"));
  return {
    kind: choiceOf("kind", KIND_CODES, given("kind")),
    account: choiceOf("account", ACCOUNT_CODES, given("account")),
    text: text === "" ? undefined : text,
    from: dayOf("from", given("from")),
    until: to === undefined ? undefined : new Date(to.getTime() + DAY_MS),
  };
}

function dayOf(name: string, value: string): Date | undefined {
  if (value === "") return undefined;
  const day = new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? value : Number.NaN);
  if (Number.isNaN(day.getTime())) throw invalid(`${name} is a day such as 2026-01-31.`);
  return day;
}

function invalid(detail: string): AppError {
  return new AppError("invalid_query", { detail });
}

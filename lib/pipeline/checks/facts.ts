// Numbers and dates are compared by what they say: "1,200" is "1200", "5 March 2024" is "2024-03-05".

/** A number or a date in a text. */
export interface Fact {
  readonly kind: "number" | "date";
  /** As it is written. */
  readonly text: string;
  /** What it may mean: one form, or two where separators are ambiguous. */
  readonly forms: readonly string[];
}

/** All forms of all facts of a text. */
export type FactIndex = ReadonlySet<string>;

/** The numbers and dates of a text in order. Addresses and names such as `v2` hold none. */
export function factsIn(text: string): Fact[] {
  const readable = text.replaceAll(ADDRESS, (address) => " ".repeat(address.length));
  const facts: Fact[] = [];
  const withoutDates = readable.replaceAll(DATE, (date) => {
    const forms = dateForms(date);
    if (forms.length === 0) return date;
    facts.push({ kind: "date", text: date, forms });
    return " ".repeat(date.length);
  });
  for (const [number] of withoutDates.matchAll(NUMBER)) facts.push(toFact(number));
  return facts;
}

/** The forms of every fact of a source. A full date also counts as its year. */
export function indexFacts(text: string): FactIndex {
  const index = new Set<string>();
  for (const fact of factsIn(text)) for (const form of fact.forms) index.add(form);
  for (const [date] of text.matchAll(DATE)) {
    for (const [part] of date.matchAll(/\p{Nd}+/gu)) index.add(foldDigits(part));
    for (const form of dateForms(date)) index.add(form.slice(0, "yyyy-mm".length));
  }
  return index;
}

function toFact(text: string): Fact {
  const digits = foldDigits(text);
  const kind = YEAR.test(digits) ? "date" : "number";
  return { kind, text, forms: numberForms(digits) };
}

/** "1.234" is a thousand in one country and one in another: both forms are kept. */
function numberForms(digits: string): string[] {
  const forms = new Set([trimZeros(digits.replaceAll(",", ".").replaceAll(/[\s'’]/g, ""))]);
  if (GROUPED.test(digits)) forms.add(digits.replaceAll(/[^\d]/g, ""));
  const mixed = MIXED.exec(digits);
  if (mixed?.[1] !== undefined && mixed[2] !== undefined) {
    forms.add(trimZeros(`${mixed[1].replaceAll(/[^\d]/g, "")}.${mixed[2]}`));
  }
  return [...forms];
}

function trimZeros(number: string): string {
  return /^\d+\.\d+$/.test(number) ? number.replace(/\.?0{1,20}$/, "") : number;
}

/** yyyy-mm-dd or yyyy-mm. Both readings of 03/04/2024; none when it is no date after all. */
function dateForms(text: string): string[] {
  const date = foldDigits(text);
  const numeric = NUMERIC_DATE.exec(date);
  if (numeric !== null) return numericForms(numeric.slice(1).map(Number));
  const parts = date.match(/\d+|\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const month = parts.map((part) => MONTHS.get(part.toLowerCase())).find((m) => m !== undefined);
  const numbers = parts.filter((part) => /^\d+$/.test(part));
  const year = numbers.find((part) => part.length === 4);
  if (month === undefined || year === undefined) return [];
  const day = numbers.find((part) => part.length <= 2);
  return [isoDate(Number(year), month, day === undefined ? undefined : Number(day))];
}

function numericForms([a = 0, b = 0, c = 0]: readonly number[]): string[] {
  if (a > 31) return b <= 12 && c <= 31 ? [isoDate(a, b, c)] : [];
  const readings = [
    [b, a],
    [a, b],
  ] as const;
  const valid = readings.filter(
    ([month, day]) => month >= 1 && month <= 12 && day >= 1 && day <= 31,
  );
  return [...new Set(valid.map(([month, day]) => isoDate(c, month, day)))];
}

function isoDate(year: number, month: number, day: number | undefined): string {
  const yearAndMonth = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
  return day === undefined ? yearAndMonth : `${yearAndMonth}-${String(day).padStart(2, "0")}`;
}

/** Digits of every script as ASCII. Their blocks are in order, and each begins at a multiple. */
function foldDigits(text: string): string {
  return text.replaceAll(/(?!\d)\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

function monthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const language of MONTH_LANGUAGES) {
    for (const style of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(language, {
        month: style,
        day: "numeric",
        timeZone: "UTC",
      });
      for (let month = 0; month < 12; month += 1) {
        const parts = format.formatToParts(Date.UTC(2024, month, 1));
        const name = parts.find((part) => part.type === "month")?.value.replace(/\.$/, "");
        if (name !== undefined && /^\p{L}+$/u.test(name)) names.set(name.toLowerCase(), month + 1);
      }
    }
  }
  return names;
}

const MONTH_LANGUAGES = [
  "en",
  "de",
  "fr",
  "es",
  "it",
  "pt",
  "nl",
  "pl",
  "sv",
  "ru",
  "uk",
  "tr",
  "ar",
];
const MONTHS = monthNames();

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"]{1,2000}/gi;
const NUMERIC_DATE = /^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})$/;
const DAY = "\\p{Nd}{1,2}(?:st|nd|rd|th|\\.|º)?";
const MONTH = "(?:de\\s|of\\s)?\\p{L}[\\p{L}\\p{M}]{2,11}\\.?";
const DATE = new RegExp(
  [
    "(?<![\\p{L}\\p{Nd}])\\p{Nd}{4}-\\p{Nd}{1,2}-\\p{Nd}{1,2}(?!\\p{Nd})",
    "(?<![\\p{L}\\p{Nd}])\\p{Nd}{1,2}[./]\\p{Nd}{1,2}[./]\\p{Nd}{4}(?!\\p{Nd})",
    `(?<![\\p{L}\\p{Nd}])${DAY}\\s${MONTH}(?:\\sde)?,?\\s\\p{Nd}{4}(?!\\p{Nd})`,
    `(?<![\\p{L}\\p{Nd}])\\p{L}[\\p{L}\\p{M}]{2,11}\\.?\\s(?:${DAY},?\\s)?\\p{Nd}{4}(?!\\p{Nd})`,
  ].join("|"),
  "gu",
);
// The second number of a range such as 10-20 is a number, the digits of utf-8 and HTTP/1.1 are not.
const NUMBER =
  /(?<![\p{L}\p{Nd}_.,]|(?<!\p{Nd})-|\p{L}\/)-?(?:\p{Nd}{1,3}(?:[.,'’\u00A0\u202F ]\p{Nd}{3}(?!\p{Nd}))+|\p{Nd}+)(?:[.,]\p{Nd}+)?/gu;
const YEAR = /^(?:1[0-9]|20)\d{2}$/;
const GROUPED = /^-?\d{1,3}(?:[.,'’\s]\d{3})+$/;
const MIXED = /^-?(\d{1,3}(?:[.,'’\s]\d{3})+)[.,](\d+)$/;

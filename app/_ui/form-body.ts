import type { FieldProblem } from "./api-problem";

/**
 * How the text of a field becomes a JSON value. `lines`: one string a line; `list`: split at commas
 * and lines; `usd`: dollars to a decimal string of nano-dollars; `instant`: local time to RFC 3339.
 */
export type ValueKind =
  | "text"
  | "number"
  | "boolean"
  | "lines"
  | "list"
  | "usd"
  | "instant"
  | "json";

export interface FieldEntry {
  /** Dots make objects: `brief.topic`. */
  readonly name: string;
  readonly kind: ValueKind;
  readonly value: string;
  /** An empty value is sent as "" (or [] or null) instead of being left out. */
  readonly isKeptEmpty: boolean;
  /** One of several fields of the same name: the value is a list, of boxes those that are ticked. */
  readonly isMany: boolean;
}

export interface JsonObject {
  [key: string]: JsonValue;
}
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

export type FormBody =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly errors: readonly FieldProblem[] };

/** Builds the body of a request from the fields of a form, or says which can't be read. */
export function toBody(entries: readonly FieldEntry[]): FormBody {
  const body: JsonObject = {};
  const errors: FieldProblem[] = [];
  for (const entry of entries) {
    const read = readValue(entry);
    if ("problem" in read) errors.push({ path: entry.name, message: read.problem });
    else if (read.value !== undefined) put(body, entry, read.value);
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, body };
}

type Read = { readonly value: JsonValue | undefined } | { readonly problem: string };

const EMPTY: Readonly<Record<ValueKind, JsonValue>> = {
  text: "",
  number: null,
  boolean: false,
  lines: [],
  list: [],
  usd: null,
  instant: null,
  json: null,
};

function readValue({ kind, value, isKeptEmpty }: FieldEntry): Read {
  if (value.trim() === "") return { value: isKeptEmpty ? EMPTY[kind] : undefined };
  return READERS[kind](value);
}

const READERS: Readonly<Record<ValueKind, (value: string) => Read>> = {
  text: (value) => ({ value }),
  number: readNumber,
  boolean: (value) => ({ value: value === "true" }),
  lines: (value) => ({ value: split(value, /\r?\n/) }),
  list: (value) => ({ value: split(value, /[,\r\n]+/) }),
  usd: readUsd,
  instant: readInstant,
  json: readJson,
};

function split(value: string, at: RegExp): string[] {
  return value
    .split(at)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function readNumber(value: string): Read {
  const number = Number(value);
  return Number.isFinite(number) ? { value: number } : { problem: "Write a number, such as 1200." };
}

const USD = /^\$?\s*(\d{1,9})(?:\.(\d{1,9}))?$/;
const NANO_DIGITS = 9;

function readUsd(value: string): Read {
  const match = USD.exec(value.trim().replaceAll(",", ""));
  if (match === null) return { problem: "Write an amount in dollars, such as 2.50." };
  const [, whole = "0", fraction = ""] = match;
  return { value: BigInt(whole + fraction.padEnd(NANO_DIGITS, "0")).toString() };
}

function readInstant(value: string): Read {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return { problem: "Choose a date and a time." };
  return { value: date.toISOString() };
}

function readJson(value: string): Read {
  try {
    return { value: JSON.parse(value) as JsonValue };
  } catch {
    return { problem: "This is not valid JSON." };
  }
}

function put(body: JsonObject, entry: FieldEntry, value: JsonValue): void {
  const keys = entry.name.split(".");
  const last = keys.pop() ?? entry.name;
  let target = body;
  for (const key of keys) target = child(target, key);
  const present = Object.hasOwn(target, last) ? target[last] : undefined;
  if (!entry.isMany) define(target, last, value);
  else if (Array.isArray(present)) present.push(value);
  else define(target, last, [value]);
}

function child(target: JsonObject, key: string): JsonObject {
  const present = Object.hasOwn(target, key) ? target[key] : undefined;
  if (typeof present === "object" && present !== null && !Array.isArray(present)) return present;
  const made: JsonObject = {};
  define(target, key, made);
  return made;
}

/** A field called `__proto__` becomes a key like any other; it never reaches a prototype. */
function define(target: JsonObject, key: string, value: JsonValue): void {
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

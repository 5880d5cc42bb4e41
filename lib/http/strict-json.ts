import { AppError } from "@/lib/platform/errors";

// JSON.parse keeps the last of two equal keys, nests until the stack ends and lets "__proto__" through.
// This scanner walks the bytes once before it, and refuses what two readers could understand differently.

const DEPTH_MAX = 32;
const KEYS_MAX = 10_000;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

interface Frame {
  readonly keys: Set<string> | null;
  path: string;
  index: number;
}

interface Scanner {
  readonly stack: Frame[];
  keyCount: number;
  expectsKey: boolean;
}

/**
 * Parses JSON (RFC 8259) from UTF-8 bytes, strictly: no byte order mark, no bad UTF-8, no trailing
 * bytes, no duplicate or prototype keys, no NUL and no lone surrogate, at most 32 levels and 10,000 keys.
 * @throws AppError invalid_json, with the JSON path where there is one
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  scan(text);
  try {
    return JSON.parse(text);
  } catch {
    throw refuse("This is not valid JSON.", "");
  }
}

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse("The body is not valid UTF-8.", "");
  }
  if (text.startsWith("\uFEFF"))
    throw refuse("The body starts with a byte order mark. Leave it out.", "");
  return text;
}

function scan(text: string): void {
  const scanner: Scanner = { stack: [], keyCount: 0, expectsKey: false };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') {
      const end = endOfString(text, at);
      takeString(scanner, text.slice(at, end + 1));
      at = end;
    } else if (char === "{" || char === "[") {
      open(scanner, char === "{");
    } else if (char === "}" || char === "]") {
      scanner.stack.pop();
      scanner.expectsKey = false;
    } else if (char === ",") {
      takeComma(scanner);
    }
  }
}

function open(scanner: Scanner, isObject: boolean): void {
  if (scanner.stack.length >= DEPTH_MAX) {
    throw refuse(`At most ${DEPTH_MAX} levels.`, pathOf(scanner.stack));
  }
  scanner.stack.push({ keys: isObject ? new Set() : null, path: "", index: 0 });
  scanner.expectsKey = isObject;
}

function takeComma(scanner: Scanner): void {
  const frame = scanner.stack.at(-1);
  if (frame?.keys === null) frame.index += 1;
  scanner.expectsKey = frame?.keys instanceof Set;
}

function takeString(scanner: Scanner, literal: string): void {
  const { stack } = scanner;
  const frame = stack.at(-1);
  const value = checkString(literal, stack);
  if (!scanner.expectsKey || frame === undefined) return;
  scanner.expectsKey = false;
  scanner.keyCount += 1;
  if (scanner.keyCount > KEYS_MAX) throw refuse(`At most ${KEYS_MAX} keys.`, "");
  frame.path = value;
  if (FORBIDDEN_KEYS.has(value)) throw refuse("This key is not allowed.", pathOf(stack));
  if (frame.keys?.has(value) === true) throw refuse("This key stands here twice.", pathOf(stack));
  frame.keys?.add(value);
}

/** The index of the closing quote. An unclosed string ends at the end and is left to JSON.parse. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function checkString(literal: string, stack: readonly Frame[]): string {
  let value: unknown;
  try {
    value = literal.includes("\\") ? JSON.parse(literal) : literal.slice(1, -1);
  } catch {
    throw refuse("This is not valid JSON.", pathOf(stack));
  }
  if (typeof value !== "string") throw refuse("This is not valid JSON.", pathOf(stack));
  if (value.includes("\0") || !value.isWellFormed()) {
    throw refuse(
      "A text has a character that can't be stored (NUL or half of a surrogate pair).",
      pathOf(stack),
    );
  }
  return value;
}

function pathOf(stack: readonly Frame[]): string {
  return stack
    .map((frame) => (frame.keys === null ? String(frame.index) : frame.path))
    .filter((part) => part !== "")
    .map((part) => part.slice(0, 64))
    .join(".");
}

function refuse(message: string, path: string): AppError {
  return new AppError("invalid_json", {
    detail: path === "" ? message : `${message} (at ${path})`,
    errors: path === "" ? [] : [{ path, message }],
  });
}

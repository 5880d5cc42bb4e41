import pino from "pino";
import { env } from "./env";

type Fields = Readonly<Record<string, string | number | boolean | bigint | undefined>>;

/** Field names whose values never reach a log line, wherever they stand. */
const SECRET_FIELDS = [
  "password",
  "token",
  "accessToken",
  "refreshToken",
  "sessionToken",
  "authorization",
  "cookie",
  "apiKey",
  "secret",
  "credentials",
  "markdown",
  "text",
  "html",
];

/** Long runs of secret-looking characters inside error messages: tokens, keys, password hashes. */
const SECRET_SHAPES = [
  /\$argon2[^\s"]+/g,
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+/g,
  /\b(?:sk|whsec|ai[srk])[-_][\w-]{12,}/g,
  /(postgres(?:ql)?:\/\/[^:@/\s]+:)[^@\s]+@/g,
  /(Bearer|Basic|Ghost)\s+[\w+/=.-]{8,}/gi,
];
const MESSAGE_MAX = 600;
/** What stands where a secret stood. */
export const REDACTED = "[redacted]";

function createLogger() {
  return pino({
    level: env().LOG_LEVEL,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: REDACTED },
  });
}

let logger: ReturnType<typeof createLogger> | undefined;

/** One JSON object a line. An event is a noun and a verb in the past: "run.started". */
export const log = {
  debug: (event: string, fields: Fields = {}): void => write("debug", event, fields),
  info: (event: string, fields: Fields = {}): void => write("info", event, fields),
  warn: (event: string, fields: Fields = {}): void => write("warn", event, fields),
  error(event: string, error: unknown, fields: Fields = {}): void {
    write("error", event, { ...fields, ...explain(error) });
  },
};

function write(level: "debug" | "info" | "warn" | "error", event: string, fields: Fields): void {
  logger ??= createLogger();
  const printable = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "bigint" ? value.toString() : value,
    ]),
  );
  logger[level]({ event, ...printable });
}

function explain(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: scrub(String(error)) };
  const frames =
    error.stack?.split("\n").filter((line) => line.trimStart().startsWith("at ")) ?? [];
  const cause = error.cause instanceof Error ? scrub(error.cause.message) : undefined;
  return { error: scrub(error.message), cause, stack: frames.slice(0, 12).join("\n") };
}

/** A text without what looks like a secret. */
export function redact(text: string): string {
  let clean = text;
  for (const shape of SECRET_SHAPES) clean = clean.replace(shape, REDACTED);
  return clean;
}

/** An error's message without what looks like a secret, and short: a message may quote what it choked on. */
export function scrub(message: string): string {
  const clean = redact(message);
  return clean.length > MESSAGE_MAX ? `${clean.slice(0, MESSAGE_MAX)}…` : clean;
}

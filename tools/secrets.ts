import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How each secret is made when nobody has given it. */
const MAKE: Readonly<Record<string, () => string>> = {
  AUTH_SECRET: () => randomBytes(32).toString("base64"),
  PASSWORD_PEPPER: () => `p1:${randomBytes(32).toString("base64")}`,
  ENCRYPTION_KEYS: () => `k1:${randomBytes(32).toString("base64")}`,
  DATABASE_OWNER_PASSWORD: () => randomBytes(24).toString("base64url"),
  DATABASE_APP_PASSWORD: () => randomBytes(24).toString("base64url"),
  DATABASE_SYSTEM_PASSWORD: () => randomBytes(24).toString("base64url"),
};

/**
 * The secrets of an installation: from the environment, else from `secrets.env` in the data folder,
 * else made now and written there for the owner of the file only. Returns them and how many were made.
 */
export function loadSecrets(
  dataDir: string,
  given: Readonly<Record<string, string | undefined>>,
): { secrets: Record<string, string>; made: number } {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "secrets.env");
  const kept = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  const fresh: Record<string, string> = {};
  for (const [name, make] of Object.entries(MAKE)) {
    if (isSet(given[name]) || isSet(kept[name])) continue;
    fresh[name] = make();
  }
  const made = Object.keys(fresh).length;
  if (made > 0) write(file, { ...kept, ...fresh });
  const secrets = { ...kept, ...fresh };
  for (const name of Object.keys(MAKE)) {
    const value = given[name];
    if (value !== undefined && value !== "") secrets[name] = value;
  }
  return { secrets, made };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

function parse(text: string): Record<string, string> {
  const entries = text
    .split("\n")
    .filter((line) => /^[A-Z_]+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const);
  return Object.fromEntries(entries);
}

function write(file: string, secrets: Readonly<Record<string, string>>): void {
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}`);
  const head =
    "# Made by AutoInk. Who has this file can read everything that the installation protects: back it up, show it to nobody.";
  writeFileSync(file, `${[head, ...lines].join("\n")}\n`, { mode: 0o600 });
}

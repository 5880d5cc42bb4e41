import { hash, parseOptions, verify } from "@node-rs/argon2";

/** A secret kept outside the database that goes into every password hash (RFC 9106, the K input). */
export interface Pepper {
  readonly id: string;
  readonly key: Uint8Array;
}

// Argon2id is the library's default. OWASP ASVS 5.0 appendix C: with t=2 it needs at least 19 MiB.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A stored hash names its own cost. One beyond these was not made by us and would stop the server. */
const MEMORY_COST_MAX = 262_144;
const TIME_COST_MAX = 10;
/** Each hash takes 19 MiB and a core: more at once make everybody wait longer. */
const CONCURRENT_MAX = 4;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= CONCURRENT_MAX) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Argon2id hash of a password with the pepper, as a PHC string. */
export function hashPassword(password: string, pepper: Pepper): Promise<string> {
  return inTurn(() => hash(password.normalize("NFKC"), { ...PARAMETERS, secret: pepper.key }));
}

/** Whether a password is the one that was hashed. False as well for a hash that we can't have made. */
export async function verifyPassword(
  stored: string,
  password: string,
  pepper: Pepper,
): Promise<boolean> {
  if (!isOurs(stored)) return false;
  return inTurn(() => verify(stored, password.normalize("NFKC"), { secret: pepper.key }));
}

function isOurs(stored: string): boolean {
  if (!stored.startsWith("$argon2id$")) return false;
  try {
    const { memoryCost = 0, timeCost = 0 } = parseOptions(stored);
    return memoryCost <= MEMORY_COST_MAX && timeCost <= TIME_COST_MAX;
  } catch {
    return false; // Not a PHC string: nothing that a password could match.
  }
}

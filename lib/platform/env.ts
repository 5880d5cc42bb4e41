import { z } from "zod";
import { readHookCommands } from "./hook-commands";

const KEY_BYTES = 32;

const base64Key = z
  .base64()
  .refine(
    (text) => Buffer.from(text, "base64").length === KEY_BYTES,
    `must be ${KEY_BYTES} bytes in base64`,
  );

/** `id:base64` pairs, comma-separated. The first one is used for new values, all of them for old ones. */
const keyRing = z.string().transform((text, context) => {
  const keys = text.split(",").map((pair) => {
    const [id = "", key = ""] = pair.trim().split(":");
    return { id, key: Buffer.from(key, "base64") };
  });
  if (keys.some(({ id, key }) => !/^[a-z0-9-]{1,32}$/.test(id) || key.length !== KEY_BYTES)) {
    context.addIssue(`must be id:key pairs, each key ${KEY_BYTES} bytes in base64`);
  }
  return keys;
});

const httpUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ""));
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const nanos = z
  .string()
  .regex(/^\d{1,18}$/, "must be a whole number of nano-USD")
  .transform((text) => BigInt(text));
const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);

/** A self-hosted model and what it costs, in USD per million tokens. */
const compatibleModels = z.string().transform((text, context) =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [, model = "", input = "", output = ""] =
        /^(.+)=(\d+(?:\.\d{1,9})?)\/(\d+(?:\.\d{1,9})?)$/.exec(entry) ?? [];
      if (model === "")
        context.addIssue("must be entries like model=0.10/0.40 (USD per million tokens in/out)");
      return { model, inputUsdPerMtok: input, outputUsdPerMtok: output };
    }),
);

/** The key file of a Google Cloud service account (JSON), in base64. */
const serviceAccount = z.base64().transform((text, context) => {
  try {
    return ServiceAccount.parse(JSON.parse(Buffer.from(text, "base64").toString("utf8")));
  } catch {
    context.addIssue("must be a service account's JSON key in base64");
    return z.NEVER;
  }
});
const ServiceAccount = z.object({
  client_email: z.string().min(1),
  private_key_id: z.string().min(1),
  private_key: z.string().startsWith("-----BEGIN PRIVATE KEY-----"),
});

/** The programs that hooks may start; none of them is given a setting of ours. */
const hookCommands = z.string().transform((text, context) => {
  try {
    const commands = readHookCommands(text);
    const asked = commands.flatMap(({ env: names }) => names).find(isSetting);
    if (asked !== undefined) throw new Error(`${asked} is not for programs`);
    return commands;
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : "can't be read");
    return z.NEVER;
  }
});

export const EnvSchema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  HOST: z.string().default("127.0.0.1"),
  PORT: integer(0, 65_535).default(3000),
  PUBLIC_URL: httpUrl.default("http://localhost:3000"),
  AUTOINK_DATA_DIR: z.string().default(".autoink"),
  LEDGER_LOG_DIR: z.string().optional(),
  LEDGER_SIGNER_DIR: z.string().optional(),
  DATABASE_APP_URL: postgresUrl,
  DATABASE_SYSTEM_URL: postgresUrl,
  DATABASE_POOL_MAX: integer(1, 200).default(10),
  TRUST_PROXY_HOPS: integer(0, 8).default(0),
  AUTH_SECRET: base64Key,
  PASSWORD_PEPPER: keyRing,
  ENCRYPTION_KEYS: keyRing,
  SIGNUP: z.enum(["open", "invite", "waitlist"]).default("open"),
  SIGNUP_GRANT_NANOS: nanos.default(5_000_000_000n),
  PWNED_PASSWORDS: z.enum(["off", "open", "closed"]).default("open"),
  PWNED_PASSWORDS_URL: httpUrl.default("https://api.pwnedpasswords.com"),
  SAFENET_ALLOW: z.string().default(""),
  SAFENET_SELF_ADDRESSES: z.string().default(""),
  SAFENET_MODE: z.enum(["enforce", "log"]).default("enforce"),
  WORKER_CONCURRENCY: integer(1, 64).default(6),
  WORKSPACE_CONCURRENCY: integer(1, 64).default(3),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  ANTHROPIC_API_KEY: z.string().min(1).optional(),
  ANTHROPIC_BASE_URL: httpUrl.optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  GOOGLE_API_KEY: z.string().min(1).optional(),
  GOOGLE_BASE_URL: httpUrl.optional(),
  DEEPSEEK_API_KEY: z.string().min(1).optional(),
  DEEPSEEK_BASE_URL: httpUrl.optional(),
  PERPLEXITY_API_KEY: z.string().min(1).optional(),
  PERPLEXITY_BASE_URL: httpUrl.optional(),
  XAI_API_KEY: z.string().min(1).optional(),
  XAI_BASE_URL: httpUrl.optional(),
  OPENAI_COMPATIBLE_API_KEY: z.string().min(1).optional(),
  OPENAI_COMPATIBLE_BASE_URL: httpUrl.optional(),
  OPENAI_COMPATIBLE_MODELS: compatibleModels.default([]),
  HOOK_COMMANDS: hookCommands.default([]),
  INDEXNOW_BASE_URL: httpUrl.default("https://api.indexnow.org"),
  STRIPE_API_KEY: z.string().min(1).optional(),
  STRIPE_BASE_URL: httpUrl.default("https://api.stripe.com"),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  ANTHROPIC_ADMIN_KEY: z.string().min(1).optional(),
  ANTHROPIC_ADMIN_BASE_URL: httpUrl.optional(),
  OPENAI_ADMIN_KEY: z.string().min(1).optional(),
  OPENAI_ADMIN_BASE_URL: httpUrl.optional(),
  GOOGLE_BILLING_KEY: serviceAccount.optional(),
  GOOGLE_BILLING_TABLE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]\.\w{1,200}\.\w{1,200}$/, "must be project.dataset.table")
    .optional(),
  GOOGLE_BILLING_BASE_URL: httpUrl.optional(),
  XAI_MANAGEMENT_KEY: z.string().min(1).optional(),
  XAI_TEAM_ID: z.string().min(1).optional(),
  XAI_MANAGEMENT_BASE_URL: httpUrl.optional(),
  DATAFORSEO_API_KEY: z
    .string()
    .regex(/^[^:]+:.+$/, "must be login:password")
    .optional(),
  DATAFORSEO_BASE_URL: httpUrl.optional(),
});

export type Env = Readonly<z.infer<typeof EnvSchema>>;

/** A setting that is wrong: the message names it and says what it must be. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

/**
 * Parses the environment. An empty variable counts as unset. Throws one SettingError that names every bad
 * variable and never a value.
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = EnvSchema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return given[name] === undefined ? `${name} is not set` : `${name}: ${issue.message}`;
  });
  throw new SettingError(`The environment is not valid. ${problems.join("; ")}.`);
}

let parsed: Env | undefined;

/** The settings of this process, read once. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

const SECRET_NAME = /(?:KEYS?|SECRET|PEPPER|TOKEN|PASSWORD)$/;

function isSetting(name: string): boolean {
  return name in EnvSchema.shape || name.startsWith("DATABASE_");
}

/** Of the environment of this process, the variables of these names that are set. */
export function pickEnv(names: readonly string[]): Readonly<Record<string, string>> {
  const entries = names.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(entries.filter((entry) => entry[1] !== undefined)) as Record<
    string,
    string
  >;
}

/** The secrets among our settings, as texts that nobody must see: keys of a ring one by one. */
export function secretValues(): readonly string[] {
  const { DATABASE_APP_URL, DATABASE_SYSTEM_URL } = env();
  const passwords = [DATABASE_APP_URL, DATABASE_SYSTEM_URL].map((url) =>
    decodeURIComponent(new URL(url).password),
  );
  const values = Object.keys(EnvSchema.shape)
    .filter((name) => SECRET_NAME.test(name))
    .flatMap((name) => process.env[name]?.split(/[,:]/) ?? []);
  return [...passwords, ...values];
}

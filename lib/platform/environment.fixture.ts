const KEY = Buffer.alloc(32, 1).toString("base64");

/** What the product asks of its environment, for a process of a test that uses nothing of it. */
export const ENVIRONMENT = {
  DATABASE_APP_URL: "postgresql://app@127.0.0.1:1/none",
  DATABASE_SYSTEM_URL: "postgresql://system@127.0.0.1:1/none",
  AUTH_SECRET: KEY,
  PASSWORD_PEPPER: `p1:${KEY}`,
  ENCRYPTION_KEYS: `k1:${KEY}`,
  LOG_LEVEL: "warn",
  NODE_ENV: "production",
} as const;

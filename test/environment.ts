import { inject } from "vitest";

// Every test file that needs the database gets its addresses through the same door as the product.
const { app, system } = inject("databaseUrls");

Object.assign(process.env, {
  NODE_ENV: "test",
  AUTOINK_DATA_DIR: inject("dataDir"),
  DATABASE_APP_URL: app,
  DATABASE_SYSTEM_URL: system,
  DATABASE_POOL_MAX: "8",
  AUTH_SECRET: Buffer.alloc(32, 1).toString("base64"),
  PASSWORD_PEPPER: `test:${Buffer.alloc(32, 2).toString("base64")}`,
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 3).toString("base64")}`,
  PWNED_PASSWORDS: "off",
  SAFENET_ALLOW: "127.0.0.1:*",
  LOG_LEVEL: "silent",
});

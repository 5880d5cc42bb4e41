import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { scrub } from "./log";

// Guarantee: no password, token, key, cookie or text of an article ever stands in a log.

const SECRETS = [
  "correct horse battery staple",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
  "ais_Zk3mQp0wX9vB7nT2yL5rC8dF1gH4jK6",
  "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
  "hunter2",
];

it("writes nothing of fields that hold secrets, nor of errors that quote them", () => {
  const program = `
    import { log } from "@/lib/platform/log";
    const [password, jwt, token, hash, dbPassword] = ${JSON.stringify(SECRETS)};
    log.info("person.signed_in", { password, token, cookie: token, authorization: "Bearer " + jwt, markdown: password, apiKey: token });
    log.error("request.failed", new Error("bad " + jwt + " and " + token + " and " + hash, { cause: new Error("postgresql://app:" + dbPassword + "@db/x") }), {});
  `;
  const run = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program],
    {
      encoding: "utf8",
      env: {
        NODE_ENV: "test",
        LOG_LEVEL: "debug",
        DATABASE_APP_URL: "postgresql://a@127.0.0.1/x",
        DATABASE_SYSTEM_URL: "postgresql://a@127.0.0.1/x",
        AUTH_SECRET: Buffer.alloc(32).toString("base64"),
        PASSWORD_PEPPER: `p:${Buffer.alloc(32).toString("base64")}`,
        ENCRYPTION_KEYS: `k:${Buffer.alloc(32).toString("base64")}`,
      },
    },
  );
  expect(run.stdout).toContain("person.signed_in");
  expect(run.stdout).toContain("request.failed");
  for (const secret of SECRETS) expect(run.stdout + run.stderr).not.toContain(secret);
});

it("cuts long messages", () => {
  expect(scrub("x".repeat(5_000)).length).toBeLessThan(700);
});

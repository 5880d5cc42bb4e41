import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EnvSchema, parseEnv } from "./env";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const VALID = {
  DATABASE_APP_URL: "postgresql://autoink_app:x@127.0.0.1:5432/autoink",
  DATABASE_SYSTEM_URL: "postgresql://autoink_system:x@127.0.0.1:5432/autoink",
  AUTH_SECRET: key(1),
  PASSWORD_PEPPER: `p1:${key(2)}`,
  ENCRYPTION_KEYS: `k2:${key(3)},k1:${key(4)}`,
};

describe("parseEnv", () => {
  it("turns texts into values", () => {
    const parsed = parseEnv({
      ...VALID,
      PORT: "8080",
      TRUST_PROXY_HOPS: "2",
      PUBLIC_URL: "https://ink.example/",
      SIGNUP_GRANT_NANOS: "9007199254740993",
      OPENAI_COMPATIBLE_MODELS: "local=0.10/0.40",
    });
    expect(parsed).toMatchObject({
      PORT: 8080,
      TRUST_PROXY_HOPS: 2,
      PUBLIC_URL: "https://ink.example",
      SIGNUP_GRANT_NANOS: 9_007_199_254_740_993n,
      OPENAI_COMPATIBLE_MODELS: [
        { model: "local", inputUsdPerMtok: "0.10", outputUsdPerMtok: "0.40" },
      ],
    });
    expect(parsed.ENCRYPTION_KEYS.map(({ id }) => id)).toEqual(["k2", "k1"]);
  });

  it.each(Object.keys(VALID))("has no default for %s, and an empty text is none", (name) => {
    expect(() => parseEnv({ ...VALID, [name]: undefined })).toThrow(`${name} is not set`);
    expect(() => parseEnv({ ...VALID, [name]: "" })).toThrow(name);
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["PUBLIC_URL", "ink.example"],
    ["TRUST_PROXY_HOPS", "-1"],
    ["TRUST_PROXY_HOPS", "all"],
    ["AUTH_SECRET", "c2hvcnQ="],
    ["PASSWORD_PEPPER", "p1:c2hvcnQ="],
    ["ENCRYPTION_KEYS", "K1"],
    ["SIGNUP", "perhaps"],
    ["SIGNUP_GRANT_NANOS", "1.5"],
    ["OPENAI_COMPATIBLE_MODELS", "local"],
    ["DATABASE_APP_URL", "mysql://x"],
    ["OPENAI_BASE_URL", "ftp://x"],
  ])("refuses %s=%s with one line that names it and not its value", (name, value) => {
    const attempt = () => parseEnv({ ...VALID, [name]: value });
    expect(attempt).toThrow(name);
    expect(attempt).not.toThrow(new RegExp(`"${value}"|=${value}`));
    try {
      attempt();
    } catch (error) {
      expect((error as Error).message.split("\n")).toHaveLength(1);
    }
  });

  it("names every bad variable at once", () => {
    expect(() => parseEnv({ ...VALID, PORT: "x", SIGNUP: "y" })).toThrow(/PORT.*SIGNUP/);
  });
});

describe(".env.example", () => {
  it("lists exactly the variables of the schema and those of the set-up", () => {
    const listed = readFileSync(".env.example", "utf8")
      .split("\n")
      .flatMap((line) => /^#? ?([A-Z][A-Z_]+)=/.exec(line)?.[1] ?? []);
    const SET_UP = [
      "DATABASE_URL",
      "DATABASE_APP_PASSWORD",
      "DATABASE_SYSTEM_PASSWORD",
      "DATABASE_OWNER_PASSWORD",
    ];
    expect(listed.sort()).toEqual([...Object.keys(EnvSchema.shape), ...SET_UP].sort());
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
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
    ["GOOGLE_BILLING_KEY", "e30="],
    ["GOOGLE_BILLING_TABLE", "a-project.billing.t` WHERE true --"],
    ["DATAFORSEO_API_KEY", "password"],
    ["HOOK_COMMANDS", "hooks.json"],
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

  it("gives no setting of ours to a program", () => {
    const commands = (name: string) => JSON.stringify([{ id: "it", command: "/x", env: [name] }]);
    expect(parseEnv({ ...VALID, HOOK_COMMANDS: commands("TOKEN") }).HOOK_COMMANDS).toHaveLength(1);
    for (const name of ["AUTH_SECRET", "STRIPE_API_KEY", "DATABASE_OWNER_PASSWORD"]) {
      const attempt = () => parseEnv({ ...VALID, HOOK_COMMANDS: commands(name) });
      expect(attempt).toThrow(`HOOK_COMMANDS: ${name} is not for programs`);
    }
  });

  it("names every bad variable at once", () => {
    expect(() => parseEnv({ ...VALID, PORT: "x", SIGNUP: "y" })).toThrow(/PORT.*SIGNUP/);
  });
});

describe(".env.example", () => {
  /** Read by the tools that set an installation up, before there is an environment to parse. */
  const SET_UP = [
    "DATABASE_URL",
    "DATABASE_OWNER_PASSWORD",
    "DATABASE_APP_PASSWORD",
    "DATABASE_SYSTEM_PASSWORD",
  ];
  const text = readFileSync(".env.example", "utf8");
  const settings = [...text.matchAll(/^# ([A-Z][A-Z0-9_]+)=(\S*)(.*)$/gm)].map(
    ([, name = "", value = "", rest = ""]) => ({ name, value, rest }),
  );
  const shape: Record<string, z.ZodType> = EnvSchema.shape;

  it("names every setting once, and none that nothing reads", () => {
    const names = settings.map(({ name }) => name).sort();
    expect(names).toEqual([...Object.keys(shape), ...SET_UP].sort());
  });

  it("shows the defaults", () => {
    const shown = settings.filter(({ name, value }) => value !== "" && name in shape);
    expect(shown.length).toBeGreaterThan(8);
    for (const { name, value } of shown) {
      const isDefault = [name, shape[name]?.parse(value)];
      expect(isDefault).toEqual([name, shape[name]?.parse(undefined)]);
    }
  });

  it("explains every way to run sign-up", () => {
    for (const mode of EnvSchema.shape.SIGNUP.unwrap().options) expect(text).toContain(`${mode}: `);
  });
});

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ENVIRONMENT } from "@/lib/platform/environment.fixture";

// Guarantee: no process starts with rules that its operator did not mean.

const ROOT = join(import.meta.dirname, "..", "..");

const start = (program: string, settings: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, ["--import", "tsx", join(ROOT, program)], {
    cwd: ROOT,
    env: { ...ENVIRONMENT, ...settings },
    encoding: "utf8",
    timeout: 60_000,
  });

it.each([
  ["server.ts", { SAFENET_ALLOW: "10.0.0.0/8" }, /^SAFENET_ALLOW entry "10\.0\.0\.0\/8" .*\n$/],
  [
    "worker.ts",
    { SAFENET_SELF_ADDRESSES: "here" },
    /^SAFENET_SELF_ADDRESSES entry "here" is not valid: write an IP address\.\n$/,
  ],
])("%s does not start with %j, and says why in one line", (program, settings, line) => {
  const { status, stderr } = start(program, settings);
  expect(stderr).toMatch(line);
  expect(status).toBe(1);
});

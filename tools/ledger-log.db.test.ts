import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { givenWorkspace } from "@/test/world";
import { ROOT } from "./installation.ts";

const folder = mkdtempSync(join(tmpdir(), "autoink-log-"));
const LOG = join(folder, "log");
const SIGNER = join(folder, "signer");
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "tools/ledger-log.ts", ...args],
    {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, LEDGER_LOG_DIR: LOG, LEDGER_SIGNER_DIR: SIGNER },
    },
  );
  return { status, output: stdout + stderr };
}

describe("the operator's commands for the log", () => {
  it("attest, rotate the key, and go on after the keys were lost", async () => {
    await givenWorkspace();
    expect(run("attest")).toMatchObject({ status: 0 });
    const rotated = run("rotate-key", "--days", "7");
    expect(rotated.output).toMatch(/after 7 days with the new one only:\n\S+\+[0-9a-f]{8}\+\S+\n$/);
    await givenWorkspace();
    expect(run("attest").output).toContain("heads were added");
    const vkey = rotated.output.trim().split("\n").at(-1) ?? "-";
    expect(readFileSync(join(LOG, "keys.txt"), "utf8")).toContain(vkey);

    rmSync(SIGNER, { recursive: true });
    await givenWorkspace();
    const refused = run("attest");
    expect(refused.status).toBe(1);
    expect(refused.output).toContain("has no key");
    expect(run("replace-lost-key").output).toContain("by another way");
    expect(run("adopt-checkpoint")).toMatchObject({ status: 0 });
    expect(run("attest").output).toContain("heads were added");
  }, 60_000);

  it("say how they are called, and refuse a cosignature of a stranger", () => {
    expect(run("nonsense")).toMatchObject({ status: 2 });
    expect(run("cosign").output).toContain("Name the file");
    const refused = run("cosign", join(LOG, "checkpoint"), "--witness", "nobody+00000000+AAAA");
    expect([refused.status, refused.output]).toEqual([
      1,
      expect.stringContaining("cosignature is not one of a known witness"),
    ]);
  }, 60_000);
});

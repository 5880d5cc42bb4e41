import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { givenWorkspace } from "@/test/world";
import { ROOT } from "./installation.ts";

const folder = mkdtempSync(join(tmpdir(), "autoink-verify-"));
const file = join(folder, "state.json");
afterAll(() => rmSync(folder, { recursive: true }));

function verify(workspaceId: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "tools/ledger-verify.ts", "--workspace", workspaceId, "--state", file],
    { cwd: ROOT, encoding: "utf8" },
  );
  return { status, output: stdout + stderr };
}

it("says that all is well, goes on where it ended, and tells a history that was taken back", async () => {
  const { actor } = await givenWorkspace({ extraNanos: 1n });
  const { workspaceId } = actor;
  expect(verify(workspaceId)).toEqual({
    status: 0,
    output: "2 transactions in 1 chains: all is well.\n",
  });
  const state = JSON.parse(readFileSync(file, "utf8")) as Record<
    string,
    { seq: string; head: string }
  >;
  expect(state[workspaceId]).toMatchObject({ seq: "2" });
  expect(verify(workspaceId).status).toBe(0);

  writeFileSync(file, JSON.stringify({ [workspaceId]: { ...state[workspaceId], seq: "3" } }));
  expect(verify(workspaceId)).toEqual({
    status: 1,
    output: `${workspaceId}: transaction 3: truncated\n1 problems in 1 chains.\n`,
  });
  writeFileSync(file, JSON.stringify({ [workspaceId]: { seq: "2", head: "00".repeat(32) } }));
  expect(verify(workspaceId).output).toContain("head_differs");
});

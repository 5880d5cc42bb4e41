import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { createHook } from "@/lib/publishing";
import { givenWorkspace, type World } from "@/test/world";
import { ROOT } from "./installation.ts";

/** Saved before the address was refused: by an older version, or while another SAFENET_ALLOW was in force. */
async function givenDestination(world: World, url: string): Promise<void> {
  const { workspaceId: ownerWorkspaceId } = world.actor;
  const data = { ownerWorkspaceId, id: newId(), kind: "strapi", name: "Site", url };
  await withSystem((tx) => tx.destination.create({ data }));
}

it("says which saved addresses are refused and what would open them, and calls none", async () => {
  const world = await givenWorkspace();
  await givenDestination(world, "http://10.9.8.7:8080/cms");
  await givenDestination(world, "http://[fd00::7]/");
  await givenDestination(world, "https://8.8.8.8/");
  await createHook(world.actor, newId(), { kind: "http", url: "http://127.0.0.1:1/hook" });
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", "tsx", "tools/safenet-check.ts"],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, SAFENET_MODE: "log" } },
  );
  expect(status).toBe(1);
  const mine = stdout.split("\n").filter((line) => line.includes(` of ${world.slug}: `));
  expect(mine).toEqual([
    `refused: destination of ${world.slug}: http://10.9.8.7:8080/cms`,
    `refused: destination of ${world.slug}: http://[fd00::7]/`,
  ]);
  expect(stdout).toContain("SAFENET_ALLOW=10.9.8.7:8080\n");
  expect(stdout).toContain("SAFENET_ALLOW=[fd00::7]:80\n");
  expect(stdout).toMatch(/\d+ saved addresses: \d+ refused, \d+ not found\.\n$/);
});

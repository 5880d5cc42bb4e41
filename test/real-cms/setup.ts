import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startGhost } from "./ghost";
import { type GhostSoftware, installGhost, missingForGhost } from "./ghost-install";
import { killAll } from "./processes";
import type { Missing, RealCms, RealGhost, RealWordPress, Running } from "./types";
import { missingForWordPress, startWordPress } from "./wordpress";

/**
 * Starts a WordPress and a Ghost in throw-away folders, and ends them after the tests. One that can't run here is
 * skipped in sight. Ghost's software is kept in `AUTOINK_CMS_SOFTWARE` when that is set, and else goes too.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "autoink-cms-"));
  const running: Running<unknown>[] = [];
  endWithTheRun(folder);
  const tearDown = async (): Promise<void> => {
    for (const { stop } of running) await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const wordpress = await wordPressIn(join(folder, "wordpress"), running);
    const ghost = await ghostIn(folder, running);
    project.provide("realCms", { wordpress, ghost } satisfies RealCms);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}

/** The runner does not wait for the end of a set-up when it is interrupted. */
function endWithTheRun(folder: string): void {
  process.once("exit", () => {
    killAll();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => process.exit(1));
}

async function wordPressIn(
  folder: string,
  running: Running<unknown>[],
): Promise<RealWordPress | Missing> {
  const missing = missingForWordPress();
  if (missing !== null) return skipped("WordPress", missing);
  const started = await startWordPress(folder);
  running.push(started);
  say(`WordPress ${started.site.version} runs at ${started.site.url}`);
  return started.site;
}

async function ghostIn(folder: string, running: Running<unknown>[]): Promise<RealGhost | Missing> {
  const missing = missingForGhost();
  if (missing !== null) return skipped("Ghost", missing);
  const kept = process.env["AUTOINK_CMS_SOFTWARE"] ?? join(folder, "software");
  mkdirSync(kept, { recursive: true });
  say("Installing Ghost (takes minutes when it is not there yet)");
  let software: GhostSoftware;
  try {
    software = await installGhost(kept);
  } catch (error) {
    return skipped("Ghost", { missing: `it could not be installed: ${String(error)}` });
  }
  const started = await startGhost(software, join(folder, "ghost"));
  running.push(started);
  say(`Ghost ${started.site.version} runs at ${started.site.url}`);
  return started.site;
}

function skipped(name: string, missing: Missing): Missing {
  say(`SKIPPED: ${name}: ${missing.missing}`);
  return missing;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

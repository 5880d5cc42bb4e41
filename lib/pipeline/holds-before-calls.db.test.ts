import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { decideOutline, getRun, startRun } from "@/lib/pipeline";
import { newId } from "@/lib/platform/id";
import { drain } from "@/test/drive";
import { holdsOf } from "@/test/ledger";
import type { AiPeer } from "@/test/peers/ai";
import { givenArticle } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { startWriterPeer, WRITER, WRITER_PRICES } from "@/test/writer";

// Guarantee: no model is asked for money before a hold for it stands in the book. The one place that asks is named
// here, and whenever the vendor hears of us, the hold is there.

/** The answer takes as long as it takes to look into the book meanwhile. */
const DELAY_MS = 400;

let peer: AiPeer;
let world: World;
const heldAtCall: Promise<number>[] = [];

beforeAll(async () => {
  peer = await startWriterPeer({
    delayMs: DELAY_MS,
    faultOf: () => {
      heldAtCall.push(countHeld());
      return undefined;
    },
  });
  vi.stubEnv("OPENAI_COMPATIBLE_BASE_URL", peer.url);
  vi.stubEnv("OPENAI_COMPATIBLE_MODELS", WRITER_PRICES);
  world = await givenWorkspace();
});
afterAll(async () => {
  await peer.close();
  vi.unstubAllEnvs();
});

function countHeld(): Promise<number> {
  return world.inWorkspace(async (tx) => {
    const holds = await holdsOf(tx, world.actor.workspaceId);
    return holds.filter(({ state }) => state === "pending").length;
  });
}

it("holds the upper bound of a step before its vendor hears of it", async () => {
  const articleId = await givenArticle(world);
  await drain(world);
  const runId = newId();
  await startRun(world.actor, articleId, runId, { writer: WRITER });
  await drain(world);
  await decideOutline(world.actor, runId, { decision: "approve" });
  await drain(world);
  expect((await getRun(world.actor, runId)).waiting_for).toBe("review");
  expect(await Promise.all(heldAtCall)).toEqual([1, 1]);
  expect(await countHeld()).toBe(0);
});

it("makes a way to a model in one place, which a claimed step leads to", () => {
  const callers = readdirSync("lib", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .filter((file) => !file.startsWith("adapters/"))
    .filter((file) => /\bcreateAiProvider\(/.test(readFileSync(join("lib", file), "utf8")));
  expect(callers).toEqual(["pipeline/ai-writer.ts"]);
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Books, Installation, START } from "./installation.fixture";
import { rotateSigningKey } from "./operate";

// Guarantee: a process that dies at any write leaves a log that the next attestation goes on from, and what
// was shown to anybody stays true. Each file appears under its name by one rename: the process dies before
// or after the k-th of them, for every k.

const crash = vi.hoisted(() => ({ renamesLeft: Number.POSITIVE_INFINITY, isDone: false }));

vi.mock("node:fs/promises", async (original) => {
  const fs = await original<typeof import("node:fs/promises")>();
  const rename = async (from: string, to: string): Promise<void> => {
    crash.renamesLeft -= 1;
    const isFatal = crash.renamesLeft <= 0;
    if (!isFatal || (crash.renamesLeft === 0 && crash.isDone)) await fs.rename(from, to);
    if (isFatal) throw new Error("crash");
  };
  return { ...fs, rename };
});

let installation: Installation;
beforeEach(() => {
  installation = new Installation();
});
afterEach(() => installation.remove());

/** Attests with a death at the k-th write. Returns whether it came to that. */
async function dies(k: number, isDone: boolean, day: number): Promise<boolean> {
  Object.assign(crash, { renamesLeft: k, isDone });
  try {
    await installation.attest(day);
    return false;
  } catch (error) {
    expect(String(error)).toContain("crash");
    return true;
  } finally {
    crash.renamesLeft = Number.POSITIVE_INFINITY;
  }
}

function shown(): string[] {
  try {
    return [installation.checkpointText()];
  } catch {
    return []; // Nothing was shown yet.
  }
}

/** Three attestations, each one killed at its k-th write, with more postings before the next try. */
async function live(k: number, isDone: boolean): Promise<number> {
  const kept: string[] = [];
  let deaths = 0;
  for (const day of [0, 1, 2]) {
    for (let number = day * 100; number < 260; number += 1) installation.books.grow(number);
    if (day === 2)
      await rotateSigningKey(installation.folders.signer, { now: new Date(START), windowDays: 0 });
    if (await dies(k, isDone, day)) deaths += 1;
    kept.push(...shown());
    installation.books.grow(5);
    await installation.attest(day);
  }
  for (const text of kept) expect(await installation.continues(text)).toBe(true);
  for (const number of [0, 5, 150, 259])
    expect(await installation.receipt(number)).toContain("index");
  expect((await installation.attest(2)).isNew).toBe(false);
  return deaths;
}

describe("a crash at any write", () => {
  it.each([
    ["before the file has its name", false],
    ["after it", true],
  ])(
    "is made good by the next attestation: %s",
    async (_, isDone) => {
      let k = 0;
      let deaths = 1;
      while (deaths > 0) {
        k += 1;
        installation.remove();
        installation = new Installation();
        deaths = await live(k, isDone);
      }
      expect(k).toBeGreaterThan(10);
    },
    120_000,
  );

  it("leaves no second log behind when it was the first attestation", async () => {
    installation.books = new Books();
    installation.books.grow(1);
    expect(await dies(2, false, 0)).toBe(true);
    await installation.attest();
    expect(await installation.leaves()).toEqual(["introduce", "1:1", "day 20458"]);
  });
});

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, Installation } from "./installation.fixture";
import { consistencySince } from "./receipt";

let installation: Installation;
let books: Books;
beforeEach(() => {
  installation = new Installation();
  books = installation.books;
});
afterEach(() => installation.remove());

function growAll(own: Books, count: number): void {
  for (let number = 0; number < count; number += 1) own.grow(number);
}

describe("a log that grows", () => {
  it("shows each checkpoint to be the continuation of all before it, over many tiles", async () => {
    const kept: string[] = [];
    for (const [day, count] of [3, 250, 1, 700, 300].entries()) {
      growAll(books, count);
      await installation.attest(day);
      kept.push(installation.checkpointText());
    }
    for (const text of kept) expect(await installation.continues(text)).toBe(true);
    const other = kept[1]?.replace(/\n[^\n]{44}\n/, `\n${"A".repeat(43)}=\n`) ?? "";
    expect(await installation.continues(other)).toBe(false);
    for (const number of [0, 2, 249, 699])
      expect(await installation.receipt(number)).toContain("tlog-proof@v1");
    expect(await installation.receipt(700)).toBe("not_attested");
    const { size } = installation.checkpoint();
    expect(await consistencySince(installation.folders.log, size + 1)).toBeUndefined();
  });

  it("has each head as its newest entry, whatever the number of attestations", async () => {
    const step = fc.record({
      number: fc.nat(40),
      by: fc.integer({ min: 1, max: 3 }),
      isLast: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const own = new Installation();
        for (const [day, { number, by, isLast }] of steps.entries()) {
          own.books.grow(number, by);
          if (isLast || day === steps.length - 1) await own.attest(day);
        }
        const heads = (await own.leaves()).filter((leaf) => leaf.includes(":"));
        const newest = new Map(heads.map((leaf) => leaf.split(":") as [string, string]));
        for (const [id, seq] of own.books.lengths)
          expect(newest.get(String(Number.parseInt(id.slice(-12), 16)))).toBe(String(seq));
        expect(newest.size).toBe(own.books.lengths.size);
        own.remove();
      }),
      { numRuns: 15 },
    );
  });
});

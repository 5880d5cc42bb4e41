import { afterEach, describe, expect, it } from "vitest";
import { closeQueue, openQueue } from "@/lib/platform/queue";

describe("the connection to the queue", () => {
  afterEach(() => closeQueue(0));

  it("is a listening one in a worker, also where the process has sent before", async () => {
    const sender = await openQueue("sender");
    const worker = await openQueue("worker");
    expect(worker).not.toBe(sender);
    expect(await openQueue("sender")).toBe(worker);
  });

  it("is opened once however often it is asked for, and anew after it was closed", async () => {
    const [one, other] = await Promise.all([openQueue("sender"), openQueue("sender")]);
    expect(one).toBe(other);
    await closeQueue(0);
    expect(await openQueue("sender")).not.toBe(one);
  });
});

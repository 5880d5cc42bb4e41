import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { findAuditEvents } from "@/lib/audit";
import { clock, setClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { deliverHook, replayDelivery, requeueLostPublishing, updateHook } from "@/lib/publishing";
import { refusal } from "@/test/stories";
import { givenWorkspace } from "@/test/world";
import { attempt, givenDelivery, type Received, startReceiver } from "./hooks.fixture";

const restores: (() => void)[] = [];
afterEach(() => {
  for (const restore of restores.splice(0)) restore();
});

async function receiverThat(...statuses: number[]) {
  const left = [...statuses];
  const receiver = await startReceiver(() => ({
    status: left.length > 1 ? (left.shift() ?? 0) : (left[0] ?? 0),
    headers: { "retry-after": "7200" },
  }));
  restores.push(receiver.close);
  return receiver;
}

/** Whether an implementation that is not ours takes a message for genuine. */
function isGenuine(secret: string | undefined, { headers, body }: Received): boolean {
  try {
    new Webhook(secret ?? "").verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

describe("a call of a hook", () => {
  it("is one that the library of Standard Webhooks takes for genuine, and no other", async () => {
    const receiver = await receiverThat(204);
    const world = await givenWorkspace();
    const told = await givenDelivery(world, { kind: "http", url: `${receiver.url}/in` });
    expect(await attempt(world, told)).toMatchObject({
      status: "delivered",
      attempts: 1,
      next_attempt_at: null,
    });
    const [call] = receiver.received;
    if (call === undefined) throw new Error("Nothing was sent.");
    expect(call.headers["webhook-id"]).toBe(told.deliveryId);
    expect(isGenuine(told.hook.secret, call)).toBe(true);
    const changed = call.body.replace("Tides", "Tidez");
    expect(isGenuine(told.hook.secret, { ...call, body: changed })).toBe(false);
    expect(isGenuine(`whsec_${Buffer.alloc(32, 9).toString("base64")}`, call)).toBe(false);
    expect(
      isGenuine(told.hook.secret, { ...call, headers: { ...call.headers, "webhook-id": newId() } }),
    ).toBe(false);
  });

  it("that fails is made again no earlier than the receiver asked, and each attempt is kept", async () => {
    const receiver = await receiverThat(503, 200);
    const world = await givenWorkspace();
    const told = await givenDelivery(world, { kind: "http", url: receiver.url });
    const before = clock.now().getTime();
    const first = await attempt(world, told);
    expect(first).toMatchObject({ status: "queued", attempts: 1, response_status: 503 });
    const pause = Date.parse(first.next_attempt_at ?? "") - before;
    expect(pause).toBeGreaterThanOrEqual(7_200_000);
    const second = await attempt(world, told);
    expect(second.attempt_log.map((one) => [one.number, one.response_status, one.detail])).toEqual([
      [2, 200, "The receiver answered with status 200."],
      [1, 503, "The receiver answered with status 503."],
    ]);
    expect(second).toMatchObject({ status: "delivered", next_attempt_at: null });
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  it("to somebody who is gone turns the hook off, until a person turns it on", async () => {
    const receiver = await receiverThat(410, 200);
    const world = await givenWorkspace();
    const told = await givenDelivery(world, { kind: "http", url: receiver.url });
    expect(await attempt(world, told)).toMatchObject({ status: "failed", response_status: 410 });
    const replay = () => replayDelivery(world.actor, told.hook.id, told.deliveryId);
    expect(await refusal(replay())).toBe("wrong_state");
    const on = await updateHook(world.actor, told.hook.id, { disabled: false });
    expect(on).toMatchObject({ disabled_at: null, disabled_by: null });
    expect(await replay()).toMatchObject({ status: "queued", attempts: 1 });
    expect(await refusal(replay())).toBe("wrong_state");
    expect(await attempt(world, told)).toMatchObject({ status: "delivered", attempts: 2 });
  });

  it("that is made again by a person has the same id, a new time and all its attempts anew", async () => {
    const receiver = await receiverThat(200, 500);
    const world = await givenWorkspace();
    const told = await givenDelivery(world, { kind: "http", url: receiver.url });
    await attempt(world, told);
    restores.push(setClock({ now: () => new Date(Date.now() + 120_000) }));
    await replayDelivery(world.actor, told.hook.id, told.deliveryId);
    const before = clock.now().getTime();
    const again = await attempt(world, told);
    // The second attempt, but the first one of this round: another follows soon.
    expect(again).toMatchObject({ status: "queued", attempts: 2 });
    const [first, second] = receiver.received;
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toBe(first?.body);
    const [then = 0, now = 0] = receiver.received.map(({ headers }) =>
      Number(headers["webhook-timestamp"]),
    );
    expect(now - then).toBeGreaterThanOrEqual(119);
    expect(Date.parse(again.next_attempt_at ?? "") - before).toBeGreaterThanOrEqual(5_000);
    const { data } = await findAuditEvents(world.actor, { limit: 1, after: null }, "hook.replayed");
    expect(data[0]?.detail).toEqual({ delivery_id: told.deliveryId });
  });

  it("of a hook that is off is not made, and says so", async () => {
    const receiver = await receiverThat(200);
    const world = await givenWorkspace();
    const told = await givenDelivery(world, { kind: "http", url: receiver.url });
    await updateHook(world.actor, told.hook.id, { disabled: true });
    const delivery = await attempt(world, told);
    expect(delivery).toMatchObject({ status: "failed", attempts: 0 });
    expect(delivery.detail).toBe("The hook was off when this was due.");
    expect(receiver.received).toEqual([]);
  });

  it("that a stopping worker breaks off counts as none", async () => {
    const world = await givenWorkspace();
    const told = await givenDelivery(world, { kind: "http", url: "http://127.0.0.1:9/" });
    const job = { workspaceId: world.actor.workspaceId, deliveryId: told.deliveryId };
    await expect(deliverHook(job, AbortSignal.abort())).rejects.toThrow();
    const row = await world.inWorkspace((tx) =>
      tx.hookDelivery.findFirstOrThrow({ where: { id: told.deliveryId } }),
    );
    expect([row.status, row.attemptCount]).toEqual(["queued", 0]);
  });

  it("whose job is lost gets another one half an hour after its time", async () => {
    const world = await givenWorkspace();
    const told = await givenDelivery(world, { kind: "http", url: "http://127.0.0.1:9/" });
    const later = new Date(Date.now() + 31 * 60_000);
    restores.push(setClock({ now: () => later }));
    await requeueLostPublishing();
    const row = await world.inWorkspace((tx) =>
      tx.hookDelivery.findFirstOrThrow({ where: { id: told.deliveryId } }),
    );
    expect(row.nextAttemptAt).toEqual(later);
  });
});

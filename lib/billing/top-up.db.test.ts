import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as topUps from "@/app/api/v1/workspaces/[workspaceId]/wallet/top-ups/route";
import * as webhook from "@/app/api/webhooks/stripe/route";
import { findTopUps, settlePayments, startTopUp } from "@/lib/billing";
import { deriveId, findTransaction } from "@/lib/ledger";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import { requireSoundLedger } from "@/test/ledger";
import {
  ASKED,
  balancesOf,
  deliver,
  givenPayment,
  givenTopUp,
  startPayments,
  topUpOf,
} from "@/test/payments";
import type { StripePeer } from "@/test/peers/payments/stripe";
import { refusal } from "@/test/stories";
import { callRoute, givenWorkspace, type World } from "@/test/world";

// Guarantee: what the wallet is credited with is what Stripe says was paid, once, whatever a webhook says and
// however often; and nothing before.

let peer: StripePeer;
beforeAll(async () => {
  peer = await startPayments();
});
afterAll(async () => {
  await peer.close();
  vi.unstubAllEnvs();
});

const NOTHING = { clearing: 0n, wallet: 0n, variance: 0n };
const PAID = { clearing: -ASKED, wallet: ASKED, variance: 0n };

interface Started {
  readonly id: string;
  readonly url: string;
}
type Json = Record<string, unknown>;

const post = (world: World, body: unknown, key?: string) =>
  callRoute(topUps.POST, {
    world,
    body,
    headers: key === undefined ? {} : { "idempotency-key": key },
  });
const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as Json)["code"],
];

describe("starting a top-up", () => {
  it("gives the address of Stripe's page, and no money", async () => {
    const world = await givenWorkspace();
    const response = await post(world, { amount_nanos: String(ASKED) });
    const { id, url } = (await response.json()) as Started;
    expect([response.status, url.startsWith(`${peer.url}/c/pay/cs_`)]).toEqual([201, true]);
    expect(await topUpOf(world, id)).toMatchObject({
      amount_nanos: String(ASKED),
      status: "pending",
      paid_at: null,
    });
    const session = [...peer.book.sessions.values()].at(-1);
    expect(session).toMatchObject({
      amount_total: 2_500,
      currency: "usd",
      client_reference_id: id,
      success_url: `http://localhost:3000/w/${world.slug}/money?top_up=${id}`,
    });
    expect(await balancesOf(world)).toEqual(NOTHING);
  });

  it("is done once for a key, and refused for another amount under it", async () => {
    const world = await givenWorkspace();
    const first = await post(world, { amount_nanos: String(ASKED) }, "key-1");
    const again = await post(world, { amount_nanos: String(ASKED) }, "key-1");
    expect(await again.json()).toEqual(await first.json());
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const other = await post(world, { amount_nanos: String(2n * ASKED) }, "key-1");
    expect(await codeOf(other)).toEqual([409, "idempotency_conflict"]);
    expect((await findTopUps(world.actor, { limit: 10, after: null })).data).toHaveLength(1);
  });

  it.each(["429", "reset-before", "reset-after"] as const)(
    "that met %s is tried again under its key, and there is one page",
    async (fault) => {
      const world = await givenWorkspace();
      peer.failNext(fault, "POST");
      const before = peer.book.sessions.size;
      const lost = await post(world, { amount_nanos: String(ASKED) }, "key-1");
      expect(await codeOf(lost)).toEqual([503, "unavailable"]);
      const again = await post(world, { amount_nanos: String(ASKED) }, "key-1");
      expect([again.status, peer.book.sessions.size]).toEqual([201, before + 1]);
      const { id } = (await again.json()) as Started;
      expect((await topUpOf(world, id)).status).toBe("pending");
    },
  );

  it.each(["403", "500"] as const)(
    "that met %s has failed, nothing was charged, and the key is free for another one",
    async (fault) => {
      const world = await givenWorkspace();
      const alert = vi.spyOn(log, "error");
      peer.failNext(fault, "POST");
      const refused = await post(world, { amount_nanos: String(ASKED) }, "key-1");
      const body = (await refused.json()) as Json;
      expect([refused.status, body["code"]]).toEqual([422, "payments_unavailable"]);
      expect(body["detail"]).toContain("not been charged");
      expect(alert).toHaveBeenCalledWith(
        "top_up.not_created",
        expect.anything(),
        expect.anything(),
      );
      const again = await post(world, { amount_nanos: String(ASKED) }, "key-1");
      expect(again.status).toBe(201);
      const { data } = await findTopUps(world.actor, { limit: 10, after: null });
      expect(data.map(({ status, failure_code }) => [status, failure_code])).toEqual([
        ["pending", null],
        ["failed", "not_created"],
      ]);
    },
  );

  it.each(["4999999999", "5000000001", "5000010000000000", "-25", "25.00", 25, ""])(
    "is refused for the amount %j",
    async (amount_nanos) => {
      const world = await givenWorkspace();
      const response = await post(world, { amount_nanos });
      expect(await codeOf(response)).toEqual([400, "invalid_body"]);
    },
  );

  it("is an owner's, and its list is the workspace's own", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    await givenTopUp(theirs);
    const member = { ...mine.actor, role: "member" as const };
    const input = { amount_nanos: ASKED };
    expect(await refusal(startTopUp(member, newId(), input))).toBe("forbidden");
    expect((await findTopUps(mine.actor, { limit: 10, after: null })).data).toEqual([]);
  });

  it("can't be written as paid by the application's own role", async () => {
    const world = await givenWorkspace();
    const { id } = await givenTopUp(world);
    const { workspaceId } = world.actor;
    const forge = world.inWorkspace((tx) =>
      tx.topUp.updateMany({
        where: { ownerWorkspaceId: workspaceId, id },
        data: { amountNanos: 1n },
      }),
    );
    await expect(forge).rejects.toThrow(/permission denied/);
  });
});

describe("a webhook", () => {
  it("of a payment credits the wallet, and the book says by which checkout", async () => {
    const world = await givenWorkspace();
    const { id, checkoutId, event } = await givenPayment(peer, world);
    const response = await deliver(event);
    expect([response.status, await response.json()]).toEqual([200, { received: true }]);
    expect(await balancesOf(world)).toEqual(PAID);
    const { status, paid_at } = await topUpOf(world, id);
    expect([status, typeof paid_at]).toEqual(["paid", "string"]);
    const { workspaceId } = world.actor;
    const name = `stripe:${checkoutId}`;
    const transaction = await world.inWorkspace((tx) =>
      findTransaction(tx, workspaceId, deriveId(workspaceId, name)),
    );
    expect(transaction).toMatchObject({
      kind: "top_up",
      memo: name,
      lines: [{ debit: "clearing", credit: "wallet", amountNanos: ASKED }],
    });
    await requireSoundLedger([workspaceId]);
  });

  it("credits once, however many come at once and with a sweep between them", async () => {
    const world = await givenWorkspace();
    const { event } = await givenPayment(peer, world);
    const again = { ...event, id: "evt_other_same_subject" };
    const all = [event, event, again, event, again].map((one) => deliver(one));
    const [answers] = await Promise.all([Promise.all(all), settlePayments()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await balancesOf(world)).toEqual(PAID);
    const where = { ownerWorkspaceId: world.actor.workspaceId, action: "top_up.paid" };
    expect(await world.inWorkspace((tx) => tx.auditEvent.count({ where }))).toBe(1);
    await requireSoundLedger([world.actor.workspaceId]);
  });

  it("that is replayed later asks Stripe nothing", async () => {
    const world = await givenWorkspace();
    const { event } = await givenPayment(peer, world);
    await deliver(event);
    const asked = peer.requests.length;
    expect((await deliver(event)).status).toBe(200);
    expect(peer.requests.length).toBe(asked);
  });

  it("is refused when it is forged, stale, changed or not signed, and changes nothing", async () => {
    const world = await givenWorkspace();
    const { id, event } = await givenPayment(peer, world);
    const old = new Date(Date.now() - 301_000);
    const answers = [
      await deliver(event, { secret: "whsec_wrong" }),
      await deliver(event, { at: old }),
      await callRoute(webhook.POST, { rawBody: JSON.stringify(event) }),
    ];
    for (const answer of answers) expect(await codeOf(answer)).toEqual([400, "invalid_signature"]);
    expect((await topUpOf(world, id)).status).toBe("pending");
    expect(await balancesOf(world)).toEqual(NOTHING);
  });

  it("is believed in nothing: what counts is what Stripe says when it is asked", async () => {
    const world = await givenWorkspace();
    const { id, checkoutId } = await givenTopUp(world);
    const lie = { ...peer.book.session(checkoutId), status: "complete", payment_status: "paid" };
    const event = peer.book.tell("checkout.session.completed", lie);
    expect((await deliver(event)).status).toBe(200);
    expect((await topUpOf(world, id)).status).toBe("pending");
    expect(await balancesOf(world)).toEqual(NOTHING);
  });

  it("of another kind, or about another product's payment, is acknowledged", async () => {
    const other = peer.book.open(
      {
        amount_total: 500,
        currency: "eur",
        client_reference_id: null,
        metadata: {},
        success_url: "https://shop.example/",
        cancel_url: "https://shop.example/",
      },
      (id) => `${peer.url}/c/pay/${id}`,
    );
    const events = [
      peer.book.tell("balance.available", { object: "balance" }),
      peer.book.tell("customer.created", { id: "cus_1" }),
      peer.book.pay(other.id),
      peer.book.refund(other.payment_intent ?? "", 500),
    ];
    for (const event of events) expect((await deliver(event)).status).toBe(200);
  });

  it("is to be sent again while Stripe does not answer our question", async () => {
    const world = await givenWorkspace();
    const { event } = await givenPayment(peer, world);
    peer.failNext("500", "GET");
    expect(await codeOf(await deliver(event))).toEqual([503, "unavailable"]);
    expect(await balancesOf(world)).toEqual(NOTHING);
    expect((await deliver(event)).status).toBe(200);
    expect(await balancesOf(world)).toEqual(PAID);
  });

  it("that is signed but no event is a bad request", async () => {
    expect(await codeOf(await deliver({ object: "list" }))).toEqual([400, "invalid_body"]);
  });
});

describe("what Stripe has is not what was asked for", () => {
  const tampered: [string, (checkoutId: string) => void][] = [
    ["another amount", (id) => Object.assign(peer.book.session(id), { amount_total: 2_600 })],
    ["another currency", (id) => Object.assign(peer.book.session(id), { currency: "eur" })],
    [
      "another workspace",
      (id) => Object.assign(peer.book.session(id).metadata, { workspace_id: newId() }),
    ],
    [
      "less money",
      (id) =>
        Object.assign(peer.book.intent(peer.book.session(id).payment_intent), {
          amount_received: 2_499,
        }),
    ],
    [
      "other money",
      (id) =>
        Object.assign(peer.book.intent(peer.book.session(id).payment_intent), { currency: "jpy" }),
    ],
    [
      "a negative amount",
      (id) =>
        Object.assign(peer.book.intent(peer.book.session(id).payment_intent), {
          amount_received: -2_500,
        }),
    ],
  ];

  it.each(tampered)("%s: nothing is credited and the operator is told", async (_name, tamper) => {
    const world = await givenWorkspace();
    const { id, checkoutId, event } = await givenPayment(peer, world);
    tamper(checkoutId);
    const alert = vi.spyOn(log, "error");
    expect((await deliver(event)).status).toBe(200);
    expect(await topUpOf(world, id)).toMatchObject({ status: "failed", failure_code: "mismatch" });
    expect(await balancesOf(world)).toEqual(NOTHING);
    expect(alert).toHaveBeenCalledWith(
      "top_up.refused",
      expect.anything(),
      expect.objectContaining({ topUpId: id }),
    );
  });

  it("a refund in another currency: nothing of it is posted, what was paid stays", async () => {
    const world = await givenWorkspace();
    const { id, paymentId, event } = await givenPayment(peer, world);
    await deliver(event);
    const refunded = peer.book.refund(paymentId, 100);
    Object.assign(peer.book.refunds.at(-1) ?? {}, { currency: "eur" });
    expect((await deliver(refunded)).status).toBe(200);
    expect((await topUpOf(world, id)).status).toBe("paid");
    expect(await balancesOf(world)).toEqual(PAID);
  });
});

describe("a top-up that is not paid at once", () => {
  it("waits for a bank debit, and is paid when the money arrives", async () => {
    const world = await givenWorkspace();
    const { id, checkoutId } = await givenTopUp(world);
    await deliver(peer.book.payLater(checkoutId));
    expect((await topUpOf(world, id)).status).toBe("pending");
    await deliver(peer.book.arriveLater(checkoutId));
    expect((await topUpOf(world, id)).status).toBe("paid");
    expect(await balancesOf(world)).toEqual(PAID);
  });

  it("fails when the bank debit bounces, and expires when nobody pays", async () => {
    const world = await givenWorkspace();
    const [bounced, left] = [await givenTopUp(world), await givenTopUp(world)];
    await deliver(peer.book.payLater(bounced.checkoutId));
    await deliver(peer.book.bounceLater(bounced.checkoutId));
    await deliver(peer.book.expire(left.checkoutId));
    expect(await topUpOf(world, bounced.id)).toMatchObject({
      status: "failed",
      failure_code: "declined",
    });
    expect(await topUpOf(world, left.id)).toMatchObject({ status: "expired", failure_code: null });
    expect(await balancesOf(world)).toEqual(NOTHING);
  });
});

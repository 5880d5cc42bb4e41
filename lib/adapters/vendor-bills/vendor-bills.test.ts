import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSafenet, parseOperatorRules, type Safenet } from "@/lib/safenet";
import type { PeerFault } from "@/test/peers/cms/peer-server";
import { ANTHROPIC_ADMIN_KEY, startAnthropicBills } from "@/test/peers/vendor-bills/anthropic";
import {
  DATAFORSEO_LOGIN,
  DATAFORSEO_PASSWORD,
  startDataForSeoBills,
} from "@/test/peers/vendor-bills/dataforseo";
import { DEEPSEEK_KEY, startDeepSeekBills } from "@/test/peers/vendor-bills/deepseek";
import { GOOGLE_ACCOUNT, startGoogleBills } from "@/test/peers/vendor-bills/google";
import { OPENAI_ADMIN_KEY, startOpenAiBills } from "@/test/peers/vendor-bills/openai";
import { STRIPE_BALANCE_KEY, startStripeBills } from "@/test/peers/vendor-bills/stripe";
import { startXaiBills, XAI_MANAGEMENT_KEY, XAI_TEAM_ID } from "@/test/peers/vendor-bills/xai";
import { type BillAccount, createBillReader, type VendorBill } from "./index";

let safenet: Safenet;
const [anthropic, openai, google, xai, deepseek, dataforseo, stripe] = await Promise.all([
  startAnthropicBills(),
  startOpenAiBills(),
  startGoogleBills(),
  startXaiBills(),
  startDeepSeekBills(),
  startDataForSeoBills(),
  startStripeBills(),
]);
const peers = { anthropic, openai, google, xai, deepseek, dataforseo, stripe };

const ACCOUNTS = {
  anthropic: { provider: "anthropic", adminKey: ANTHROPIC_ADMIN_KEY },
  openai: { provider: "openai", adminKey: OPENAI_ADMIN_KEY },
  google: { provider: "google", ...GOOGLE_ACCOUNT },
  xai: { provider: "xai", managementKey: XAI_MANAGEMENT_KEY, teamId: XAI_TEAM_ID },
  deepseek: { provider: "deepseek", apiKey: DEEPSEEK_KEY },
  dataforseo: { provider: "dataforseo", login: DATAFORSEO_LOGIN, password: DATAFORSEO_PASSWORD },
  stripe: { provider: "stripe", apiKey: STRIPE_BALANCE_KEY },
} as const satisfies Record<string, BillAccount>;

const WRONG_KEYS = {
  anthropic: { ...ACCOUNTS.anthropic, adminKey: "sk-ant-api03-an-ordinary-key" },
  openai: { ...ACCOUNTS.openai, adminKey: "sk-proj-an-ordinary-key" },
  google: { ...ACCOUNTS.google, privateKeyId: "another" },
  xai: { ...ACCOUNTS.xai, managementKey: "xai-an-ordinary-key" },
  deepseek: { ...ACCOUNTS.deepseek, apiKey: "sk-wrong" },
  dataforseo: { ...ACCOUNTS.dataforseo, password: "wrong" },
  stripe: { ...ACCOUNTS.stripe, apiKey: "rk_test_wrong" },
} as const satisfies Record<string, BillAccount>;

const VENDORS = Object.keys(ACCOUNTS) as (keyof typeof ACCOUNTS)[];
/** Those that tell what was spent on a day. */
const BY_DAY = ["anthropic", "openai", "google", "xai"] as const;
/** Of these, the ones that name a day on which nothing was spent. */
const NAMING_ALL = ["anthropic", "openai", "xai"] as const;

const WINDOW = { from: "2026-11-20", until: "2026-11-24" };

function read(
  vendor: keyof typeof ACCOUNTS,
  account: BillAccount = ACCOUNTS[vendor],
  signal = AbortSignal.timeout(30_000),
): Promise<VendorBill> {
  const reader = createBillReader(account, {
    baseUrl: peers[vendor].url,
    fetch: (url, init) => safenet.safeFetch(url, { purpose: "vendor-bills", ...init }),
    now: () => new Date(),
  });
  return reader.readBill(WINDOW, signal);
}

const daysOf = (bill: VendorBill) =>
  bill.kind === "days" ? bill.days.map(({ day, nanos }) => [day, nanos]) : bill;

beforeEach(() => {
  // A new one: a request that may be repeated survives the reset of a connection that was kept.
  safenet = createSafenet({
    operator: parseOperatorRules("127.0.0.1:*"),
    audit: () => undefined,
  });
  for (const vendor of BY_DAY) {
    const { spent } = peers[vendor].book;
    spent.clear();
    spent.set("2026-11-20", ["0.000000028"]);
    spent.set("2026-11-21", ["12.345678901"]);
    spent.set("2026-11-23", ["-0.5"]);
  }
  for (const { book } of Object.values(peers)) {
    Object.assign(book, {
      currency: "USD",
      billedUntil: null,
      twice: null,
      missing: null,
      losesPages: false,
      isTruncated: false,
      aheadMs: 0,
      pageMax: 1000,
    });
  }
  openai.writesText = false;
  xai.isLimited = false;
  google.pending = 0;
  google.isTooLong = false;
  deepseek.balances = [["USD", "110.00"]];
  Object.assign(dataforseo, {
    money: { total: "150", balance: "98.7654" },
    code: 20_000,
    accounts: 1,
  });
  stripe.transactions = [];
});

afterEach(() => safenet.close());

afterAll(async () => {
  await Promise.all(Object.values(peers).map((peer) => peer.close()));
});

describe("a bill by day", () => {
  it.each(NAMING_ALL)("of %s has each day in nano-USD, credits below zero", async (vendor) => {
    expect(daysOf(await read(vendor))).toEqual([
      ["2026-11-20", 28n],
      ["2026-11-21", 12_345_678_901n],
      ["2026-11-22", 0n],
      ["2026-11-23", -500_000_000n],
    ]);
  });

  it("of google has the days on which something was used", async () => {
    expect(daysOf(await read("google"))).toEqual([
      ["2026-11-20", 28n],
      ["2026-11-21", 12_345_678_901n],
      ["2026-11-23", -500_000_000n],
    ]);
  });

  it.each(["anthropic", "openai"] as const)("of %s is read over all its pages", async (vendor) => {
    peers[vendor].book.pageMax = 1;
    const before = peers[vendor].requests.length;
    const bill = await read(vendor);
    expect(daysOf(bill)).toHaveLength(4);
    expect(peers[vendor].requests.length - before).toBe(4);
    expect(bill.kind === "days" ? bill.evidence : []).toHaveLength(4);
  });

  it.each(["anthropic", "openai"] as const)(
    "of %s adds up the lines of a day exactly",
    async (vendor) => {
      peers[vendor].book.spent.set("2026-11-20", ["0.1", "0.2", "0.0000000004", "0.0000000004"]);
      expect(daysOf(await read(vendor))).toContainEqual(["2026-11-20", 300_000_001n]);
    },
  );

  it("of openai may have its amounts as text", async () => {
    openai.writesText = true;
    expect(daysOf(await read("openai"))).toContainEqual(["2026-11-21", 12_345_678_901n]);
  });

  it("of openai is not rounded as a binary fraction would be", async () => {
    openai.book.spent.set("2026-11-20", ["9007199.254740993"]);
    expect(daysOf(await read("openai"))).toContainEqual(["2026-11-20", 9_007_199_254_740_993n]);
  });

  it.each(BY_DAY)("of %s leaves out what is not billed yet: late is not zero", async (vendor) => {
    peers[vendor].book.billedUntil = "2026-11-21";
    expect(daysOf(await read(vendor))).toEqual([["2026-11-20", 28n]]);
  });

  it.each(NAMING_ALL)("of %s leaves out a day whose page was lost", async (vendor) => {
    peers[vendor].book.missing = "2026-11-21";
    const days = daysOf(await read(vendor));
    expect(days).toHaveLength(3);
    expect(days).not.toContainEqual(expect.arrayContaining(["2026-11-21"]));
  });

  it("of google is waited for while the query runs, and not for ever", async () => {
    google.pending = 2;
    expect((await read("google")).kind).toBe("days");
    google.pending = 9;
    expect(await read("google")).toMatchObject({ kind: "unavailable" });
  });
});

describe("a bill by day is unreadable, whole,", () => {
  it.each(["anthropic", "openai", "google"] as const)(
    "of %s in another currency",
    async (vendor) => {
      peers[vendor].book.currency = "EUR";
      const bill = await read(vendor);
      expect(bill).toMatchObject({ kind: "unreadable", reason: "currency" });
      expect(bill).not.toHaveProperty("days");
    },
  );

  it.each(BY_DAY)("of %s with a day twice", async (vendor) => {
    peers[vendor].book.twice = "2026-11-21";
    expect(await read(vendor)).toMatchObject({ kind: "unreadable", reason: "duplicate" });
  });

  it.each(["anthropic", "openai"] as const)(
    "of %s with a page that is said to be there",
    async (vendor) => {
      peers[vendor].book.losesPages = true;
      expect(await read(vendor)).toMatchObject({ kind: "unreadable", reason: "incomplete" });
    },
  );

  it.each([
    ["xai", () => Object.assign(xai, { isLimited: true })],
    ["google", () => Object.assign(google, { isTooLong: true })],
  ] as const)("of %s that was cut short", async (vendor, cut) => {
    cut();
    expect(await read(vendor)).toMatchObject({ kind: "unreadable", reason: "incomplete" });
  });

  it.each([
    ["anthropic", "12,34"],
    ["anthropic", "NaN"],
    ["openai", '"$1"'],
    ["openai", "1e999"],
    ["google", "Infinity"],
    ["xai", "null"],
  ] as const)("of %s with the amount %s", async (vendor, amount) => {
    peers[vendor].book.spent.set("2026-11-21", [amount]);
    expect(await read(vendor)).toMatchObject({ kind: "unreadable", reason: "malformed" });
  });
});

describe("a balance", () => {
  it("of deepseek is in US dollars, with how finely it is written", async () => {
    expect(await read("deepseek")).toMatchObject({
      kind: "balance",
      balanceNanos: 110_000_000_000n,
      depositedNanos: null,
      resolutionNanos: 10_000_000n,
    });
  });

  it("of dataforseo comes with all that was paid in", async () => {
    expect(await read("dataforseo")).toMatchObject({
      kind: "balance",
      balanceNanos: 98_765_400_000n,
      depositedNanos: 150_000_000_000n,
    });
  });

  it.each([
    [[["CNY", "800.00"]], "currency"],
    [
      [
        ["USD", "1.00"],
        ["CNY", "800.00"],
      ],
      "currency",
    ],
    [
      [
        ["USD", "1.00"],
        ["USD", "2.00"],
      ],
      "duplicate",
    ],
    [[["USD", "one"]], "malformed"],
    [[], "malformed"],
  ] as const)("of deepseek %j is unreadable: %s", async (balances, reason) => {
    deepseek.balances = [...balances];
    expect(await read("deepseek")).toMatchObject({ kind: "unreadable", reason });
  });

  it("of deepseek is read beside an empty one in another currency", async () => {
    deepseek.balances = [
      ["CNY", "0.00"],
      ["USD", "1.00"],
    ];
    expect(await read("deepseek")).toMatchObject({ balanceNanos: 1_000_000_000n });
  });

  it.each([
    [40_100, "unreadable"],
    [40_202, "unavailable"],
    [50_000, "unavailable"],
    [40_501, "unreadable"],
  ])("of dataforseo whose own code is %i is %s", async (code, kind) => {
    dataforseo.code = code;
    expect(await read("dataforseo")).toMatchObject({ kind });
  });

  it("of dataforseo is unreadable when it tells of two accounts", async () => {
    dataforseo.accounts = 2;
    expect(await read("dataforseo")).toMatchObject({ kind: "unreadable", reason: "duplicate" });
  });
});

describe("stripe's balance transactions", () => {
  const charge = (id: string, amount: number, createdAt: string, category = "charge") => ({
    id,
    amount,
    category,
    createdAt,
  });

  it("are payers' money by day: a day without any is zero, payouts and fees don't count", async () => {
    stripe.book.pageMax = 2;
    stripe.transactions = [
      charge("txn_0", 9_900, "2026-11-19T23:59:59Z"),
      charge("txn_1", 2_500, "2026-11-20T00:00:00Z"),
      charge("txn_2", -1_000, "2026-11-20T12:00:00Z", "refund"),
      charge("txn_3", -50_000, "2026-11-20T13:00:00Z", "payout"),
      charge("txn_4", -59, "2026-11-20T14:00:00Z", "fee"),
      charge("txn_5", 5_000, "2026-11-23T23:59:59Z"),
      charge("txn_6", 9_900, "2026-11-24T00:00:00Z"),
    ];
    expect(daysOf(await read("stripe"))).toEqual([
      ["2026-11-20", 15_000_000_000n],
      ["2026-11-21", 0n],
      ["2026-11-22", 0n],
      ["2026-11-23", 50_000_000_000n],
    ]);
  });

  it("are unreadable in another currency, and with one twice", async () => {
    stripe.transactions = [{ ...charge("txn_1", 1, "2026-11-20T01:00:00Z"), currency: "eur" }];
    expect(await read("stripe")).toMatchObject({ kind: "unreadable", reason: "currency" });
    stripe.transactions = [1, 2].map(() => charge("txn_1", 1, "2026-11-20T01:00:00Z"));
    expect(await read("stripe")).toMatchObject({ kind: "unreadable", reason: "duplicate" });
  });
});

describe.each(VENDORS)("the bill of %s", (vendor) => {
  it("is unreadable with a key that may not read bills, and says nothing of the key", async () => {
    const bill = await read(vendor, WRONG_KEYS[vendor]);
    expect(bill).toMatchObject({ kind: "unreadable", reason: "auth" });
    expect(JSON.stringify(bill)).not.toMatch(/wrong|ordinary/);
  });

  it.each([
    ["403", "unreadable", "auth"],
    ["409", "unreadable", "rejected"],
    ["301", "unreadable", "refused"],
    ["html-200", "unreadable", "malformed"],
    ["429", "unavailable", undefined],
    ["500", "unavailable", undefined],
    ["reset-before", "unavailable", undefined],
  ] as const satisfies readonly (readonly [PeerFault, string, string | undefined])[])(
    "after %s is %s",
    async (fault, kind, reason) => {
      peers[vendor].failNext(fault);
      expect(await read(vendor)).toMatchObject(reason === undefined ? { kind } : { kind, reason });
    },
  );

  it("is unreadable when it stops in the middle", async () => {
    peers[vendor].book.isTruncated = true;
    expect(await read(vendor)).toMatchObject({ kind: "unreadable", reason: "malformed" });
  });

  it.each([-11, 11])("is refused when its clock is %i minutes off ours", async (minutes) => {
    peers[vendor].book.aheadMs = minutes * 60_000;
    expect(await read(vendor)).toMatchObject({ kind: "unreadable", reason: "clock" });
  });

  it("ends with its signal while the vendor keeps silent", async () => {
    peers[vendor].failNext("hang");
    const bill = await read(vendor, ACCOUNTS[vendor], AbortSignal.timeout(50));
    expect(bill).toMatchObject({ kind: "unavailable" });
  });
});

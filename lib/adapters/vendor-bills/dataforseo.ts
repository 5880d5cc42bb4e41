import { z } from "zod";
import { ask } from "./ask";
import { parseUsd, toNanos } from "./money";
import { unavailable, unreadable } from "./outcome";
import type { BillReader, BillSetting, VendorBill } from "./port";

const BASE_URL = "https://api.dataforseo.com/v3";
/** The codes of its own that stand in an answer with status 200. */
const CODE_OK = "20000";
const CODE_AUTH = /^401/;
const CODE_BUSY = /^(40202|5)/;
/** Its cheapest task costs some ten-thousandths of a dollar; the balance is written as finely. */
const RESOLUTION_NANOS = 100_000n;

const Money = z.object({ total: z.string(), balance: z.string() });
const Answer = z.object({
  status_code: z.string(),
  tasks: z
    .array(
      z.object({
        status_code: z.string(),
        result: z.array(z.object({ money: Money })).nullish(),
      }),
    )
    .nullish(),
});

/**
 * DataForSEO's account (`GET /v3/appendix/user_data`, docs.dataforseo.com), free of charge, with the login and
 * password of its API: `money.balance` is what is left and `money.total` all that was ever paid in, both US dollars
 * as JSON numbers. How finely the balance is written is not documented.
 */
export function dataforseoBills(
  setting: BillSetting,
  account: { login: string; password: string },
): BillReader {
  return {
    provider: "dataforseo",
    readBill: (_window, signal) => read(setting, account, signal),
  };
}

async function read(
  setting: BillSetting,
  { login, password }: { login: string; password: string },
  signal: AbortSignal,
): Promise<VendorBill> {
  const basic = Buffer.from(`${login}:${password}`, "utf8").toString("base64");
  const reply = await ask(setting, {
    url: `${setting.baseUrl ?? BASE_URL}/appendix/user_data`,
    secretHeaders: { authorization: `Basic ${basic}` },
    schema: Answer,
    signal,
  });
  if (!reply.ok) return reply.bill;
  const { status_code: code, tasks } = reply.value;
  const [task, ...more] = tasks ?? [];
  const bad = [code, task?.status_code ?? CODE_OK].find((one) => one !== CODE_OK);
  if (bad !== undefined) return billOfCode(bad);
  const [account, ...accounts] = task?.result ?? [];
  const evidence = [reply.text];
  if (more.length > 0 || accounts.length > 0)
    return unreadable("duplicate", "It tells of two accounts.", evidence);
  const balance = parseUsd(account?.money.balance ?? "");
  const deposited = parseUsd(account?.money.total ?? "");
  if (balance === null || deposited === null)
    return unreadable("malformed", "The balance is no amount.", evidence);
  return {
    kind: "balance",
    balanceNanos: toNanos(balance),
    depositedNanos: toNanos(deposited),
    resolutionNanos: RESOLUTION_NANOS,
    evidence,
  };
}

function billOfCode(code: string): VendorBill {
  const message = `The vendor answered with its code ${code}.`;
  if (CODE_AUTH.test(code)) return unreadable("auth", message);
  return CODE_BUSY.test(code) ? unavailable(message) : unreadable("rejected", message);
}

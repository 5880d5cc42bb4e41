import { z } from "zod";
import { ask } from "./ask";
import { decimalsOf, parseUsd, toNanos } from "./money";
import { unreadable } from "./outcome";
import type { BillReader, BillSetting, VendorBill } from "./port";

const BASE_URL = "https://api.deepseek.com";
const CURRENCY = "USD";
const NANO_DECIMALS = 9;

const Answer = z.object({
  balance_infos: z.array(z.object({ currency: z.string(), total_balance: z.string() })).min(1),
});

/**
 * DeepSeek's balance (`GET /user/balance`, api-docs.deepseek.com), with the key of the calls themselves: text with
 * two decimals, in USD or in CNY. There is no call for what was spent and none for what was paid in. Which of two
 * balances a call is taken from is not documented, so money in another currency makes it unreadable.
 */
export function deepseekBills(setting: BillSetting, account: { apiKey: string }): BillReader {
  return {
    provider: "deepseek",
    readBill: (_window, signal) => read(setting, account.apiKey, signal),
  };
}

async function read(
  setting: BillSetting,
  apiKey: string,
  signal: AbortSignal,
): Promise<VendorBill> {
  const reply = await ask(setting, {
    url: `${setting.baseUrl ?? BASE_URL}/user/balance`,
    secretHeaders: { authorization: `Bearer ${apiKey}` },
    schema: Answer,
    signal,
  });
  if (!reply.ok) return reply.bill;
  const evidence = [reply.text];
  const { balance_infos: infos } = reply.value;
  const [own, ...more] = infos.filter(({ currency }) => currency === CURRENCY);
  if (more.length > 0) return unreadable("duplicate", "It has two balances in USD.", evidence);
  const other = infos.find(
    ({ currency, total_balance: text }) => currency !== CURRENCY && parseUsd(text) !== 0n,
  );
  if (own === undefined || other !== undefined) {
    const message = `It has money in ${other?.currency.slice(0, 10) ?? "no currency"}, not only in USD.`;
    return unreadable("currency", message, evidence);
  }
  const balance = parseUsd(own.total_balance);
  if (balance === null) return unreadable("malformed", "The balance is no amount.", evidence);
  const decimals = Math.min(NANO_DECIMALS, decimalsOf(own.total_balance));
  return {
    kind: "balance",
    balanceNanos: toNanos(balance),
    depositedNanos: null,
    resolutionNanos: 10n ** BigInt(NANO_DECIMALS - decimals),
    evidence,
  };
}

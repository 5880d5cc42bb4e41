import { unreachable } from "@/lib/platform/errors";
import { anthropicBills } from "./anthropic";
import { dataforseoBills } from "./dataforseo";
import { deepseekBills } from "./deepseek";
import { googleBills } from "./google";
import { openaiBills } from "./openai";
import type { BillAccount, BillReader, BillSetting } from "./port";
import { stripeBills } from "./stripe";
import { xaiBills } from "./xai";

export * from "./port";

/** The reader of a vendor's bills. Makes no call. */
export function createBillReader(account: BillAccount, setting: BillSetting): BillReader {
  switch (account.provider) {
    case "anthropic":
      return anthropicBills(setting, account);
    case "openai":
      return openaiBills(setting, account);
    case "google":
      return googleBills(setting, account);
    case "deepseek":
      return deepseekBills(setting, account);
    case "xai":
      return xaiBills(setting, account);
    case "dataforseo":
      return dataforseoBills(setting, account);
    case "stripe":
      return stripeBills(setting, account);
    default:
      return unreachable(account);
  }
}

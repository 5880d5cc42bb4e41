/** The chart of a workspace's book, and the number of each account in rows and hashes. */
export const ACCOUNTS = {
  /** The world outside: Stripe. */
  clearing: 0,
  /** What may be spent. Never below zero. */
  wallet: 1,
  /** What is set aside by pending holds. Never below zero. */
  held: 2,
  /** What was spent. */
  usage: 3,
  provider_cost: 4,
  provider_payable: 5,
  refunds: 6,
  /** Value that the operator gave. */
  grants: 7,
  rounding: 8,
  /** What the operator bears. */
  variance: 9,
} as const;
export type AccountCode = keyof typeof ACCOUNTS;

/** What a transaction is for. */
export const KINDS = {
  grant: 1,
  reserve: 2,
  settle: 3,
  void: 4,
  expire: 5,
  /** Work that succeeded after its hold had been released. */
  late: 6,
  top_up: 7,
  refund: 8,
  dispute: 9,
  promo: 10,
  adjustment: 11,
} as const;
export type KindCode = keyof typeof KINDS;

/** Those of holds are made by the functions of holds alone. */
export type FreeKind = Exclude<KindCode, "reserve" | "settle" | "void" | "expire" | "late">;

export const ACCOUNT_CODES = Object.keys(ACCOUNTS) as readonly AccountCode[];
export const KIND_CODES = Object.keys(KINDS) as readonly KindCode[];

const ACCOUNT_BY_NUMBER = new Map<number, AccountCode>(
  ACCOUNT_CODES.map((code) => [ACCOUNTS[code], code]),
);
const KIND_BY_NUMBER = new Map<number, KindCode>(KIND_CODES.map((code) => [KINDS[code], code]));

/** The code of an account's number. One that is not in the chart is a bug. */
export function accountCode(number: number): AccountCode {
  const code = ACCOUNT_BY_NUMBER.get(number);
  if (code === undefined) throw new Error(`There is no account ${number}.`);
  return code;
}

/** The code of a kind's number. One that is not in the list is a bug. */
export function kindCode(number: number): KindCode {
  const code = KIND_BY_NUMBER.get(number);
  if (code === undefined) throw new Error(`There is no kind ${number}.`);
  return code;
}

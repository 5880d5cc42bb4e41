import { expect, it } from "vitest";
import { getBalances, getWallet, openChain } from "./account";
import { givenRows } from "./views.fixture";

const WORKSPACE = "018f3b5c-7d21-7a10-8b11-0123456789ab";
const ROWS = [
  { number: 1, balance_nanos: 700n },
  { number: 2, balance_nanos: 30n },
  { number: 7, balance_nanos: -730n },
];
const book = givenRows("account_view", ([workspaceId]) => (workspaceId === WORKSPACE ? ROWS : []));

it("balances are named by their accounts", async () => {
  expect(await getBalances(book, WORKSPACE)).toEqual({ wallet: 700n, held: 30n, grants: -730n });
});

it("a wallet is what is available and held together, and empty without a chain", async () => {
  const wallet = { balanceNanos: 730n, heldNanos: 30n, availableNanos: 700n };
  expect(await getWallet(book, WORKSPACE)).toEqual(wallet);
  const empty = { balanceNanos: 0n, heldNanos: 0n, availableNanos: 0n };
  expect(await getWallet(book, "another")).toEqual(empty);
});

it("a chain is opened for the workspace", async () => {
  const opened: unknown[] = [];
  const tx = givenRows("open_chain", (values) => {
    opened.push(...values);
    return [];
  });
  await openChain(tx, WORKSPACE);
  expect(opened).toEqual([WORKSPACE]);
});

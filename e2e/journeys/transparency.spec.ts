import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { requireAccessible } from "../support/accessible";
import { call } from "../support/article";
import { signUp } from "../support/person";
import { watchProblems } from "../support/problems";

// Guarantee: a customer proves the workspace's book with a public key: on the page, with saved files, and with the
// saved verifier alone; and a book that was changed is told from a true one.

const PROVEN = /^PROVEN/;

/** The file of an address, as the page's person gets it. */
async function save(page: Page, address: string): Promise<Buffer> {
  const response = await page.request.get(address);
  expect([address, response.status()]).toEqual([address, 200]);
  return response.body();
}

async function ledgerOf(page: Page): Promise<string> {
  const me = await call(page, "GET", "/api/v1/me");
  const [membership] = me.body["memberships"] as { workspace: { id: string } }[];
  return `/api/v1/workspaces/${membership?.workspace.id ?? ""}/ledger`;
}

test("a book is proven on the page, from files, and by the saved verifier", async ({ page }) => {
  const problems = watchProblems(page);
  await signUp(page);
  const ledger = await ledgerOf(page);
  const base = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  await page.goto(`${base}/money`);
  await page.getByRole("button", { name: "Make a new receipt" }).click();
  await expect(page.getByText("The new receipt is there in a few seconds.")).toBeVisible();
  await expect.poll(async () => (await page.request.get(`${ledger}/receipt`)).status()).toBe(200);

  await page.getByRole("link", { name: "Verify this book" }).click();
  await page.getByRole("button", { name: "Verify this book" }).click();
  await expect(page.getByRole("status").filter({ hasText: PROVEN })).toBeVisible();
  await expect(page.getByRole("list", { name: "What was checked" })).toContainText(
    "each fits the one before it",
  );
  await requireAccessible(page, "transparency");

  const [chain, receipt] = [
    await save(page, `${ledger}/export`),
    await save(page, `${ledger}/receipt`),
  ];
  const keys = await save(page, "/.well-known/autoink-ledger/keys.txt");
  await page.goto("/transparency");
  await choose(page, "The book", chain);
  await choose(page, "The receipt", receipt);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: PROVEN })).toBeVisible();
  const changed = Buffer.from(chain);
  changed[changed.length - 40] = (changed[changed.length - 40] ?? 0) ^ 1;
  await choose(page, "The book", changed);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "NOT PROVEN" })).toBeVisible();
  expect(problems).toEqual([]);

  const verifier = await save(page, "/verify-ledger/verify.mjs");
  const run = (book: Buffer) => runVerifier({ "verify.mjs": verifier, book, receipt, keys });
  expect(run(chain)).toMatch(/^PROVEN/m);
  expect(run(changed)).toMatch(/^NOT PROVEN/m);
});

test("the book is searched, a transaction shows its two sides, and what is found is saved", async ({
  page,
}) => {
  const problems = watchProblems(page);
  await signUp(page);
  const base = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  await page.goto(`${base}/money`);
  await page.getByLabel("Kind").selectOption({ label: "Topped up" });
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("No transaction is like that")).toBeVisible();
  await page.getByRole("link", { name: "Show all transactions" }).click();
  await expect(page).not.toHaveURL(/kind=/);
  await expect(page.getByText("No transaction is like that")).toBeHidden();
  await page.getByLabel("Account").selectOption({ label: "Credit given" });
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/account=grants/);
  const saved = await save(
    page,
    (await page.getByRole("link", { name: "Save as CSV" }).getAttribute("href")) ?? "",
  );
  expect(saved.toString()).toContain(",grants,wallet,5000000000,5.000000000,");

  await page.getByRole("link", { name: "Credit received" }).click();
  const sides = page.getByRole("table", { name: "Both sides" }).getByRole("row");
  await expect(sides).toHaveCount(3);
  await expect(sides.nth(1)).toContainText("Credit given");
  await expect(sides.nth(2)).toContainText("Available");
  await requireAccessible(page, "transaction");
  await page.goto(`${base}/money/00000000-0000-7000-8000-000000000000`);
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Credit received");
  expect(problems.filter((problem) => !/status of 404/.test(problem))).toEqual([]);
});

async function choose(page: Page, label: string, buffer: Buffer): Promise<void> {
  await page
    .getByLabel(label, { exact: true })
    .setInputFiles({ name: "file", mimeType: "application/octet-stream", buffer });
}

/** Runs the saved verifier on saved files, in a folder with nothing else. */
function runVerifier(files: Readonly<Record<string, Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "verify-"));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const args = ["verify.mjs", "--chain", "book", "--receipt", "receipt", "--key", "keys"];
    return execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

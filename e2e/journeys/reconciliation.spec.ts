import { expect, test } from "@playwright/test";
import { requireAccessible } from "../support/accessible";
import { appointOperator } from "../support/operator";
import { signUp } from "../support/person";
import { watchProblems } from "../support/problems";

// Guarantee: an operator sees how it stands with each vendor, and enters the invoice of one that can't be asked; nobody
// else sees that there is such a page.

test("an operator enters an invoice that no call of ours explains, and is told of it", async ({
  page,
}) => {
  const { email } = await signUp(page);
  await page.goto("/operator/reconciliation");
  await expect(page.getByRole("heading", { name: "Reconciliation" })).toBeHidden();

  appointOperator(email);
  const problems = watchProblems(page);
  await page.goto("/operator/reconciliation");
  await expect(page.getByText("Nothing is to be looked at.")).toBeVisible();
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText("The vendors are being asked.")).toBeVisible();
  await requireAccessible(page, "reconciliation");

  await page.getByRole("link", { name: "Perplexity" }).click();
  await expect(page.getByText("No day was compared yet")).toBeVisible();
  const yesterday = new Date(Date.now() - 24 * 60 * 60_000).toISOString().slice(0, 10);
  await page.getByLabel("Number of the invoice").fill("INV-1");
  await page.getByLabel("First day").fill(yesterday);
  await page.getByLabel("Last day").fill(yesterday);
  await page.getByLabel("Amount").fill("12.50");
  await page.getByRole("button", { name: "Enter invoice" }).click();
  await expect(page.getByRole("rowheader", { name: "INV-1" })).toBeVisible();

  await expect(async () => {
    await page.reload();
    await expect(page.getByText("it charges $12.50, and we know of $0.00.")).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await requireAccessible(page, "a vendor's bills");
  await page.getByRole("link", { name: "Look into it" }).click();
  await expect(page.getByText("We know of no call")).toBeVisible();
  await requireAccessible(page, "the calls of a day");
  expect(problems).toEqual([]);
});

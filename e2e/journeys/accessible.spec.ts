import { expect, test } from "@playwright/test";
import { requireAccessible } from "../support/accessible";
import { signUp } from "../support/person";

// Guarantee: the first pages that somebody sees, and the pages that have nothing to show yet, pass axe in
// light and dark, on a desk and on a phone, and never scroll sideways.

test("pages before and after the sign-up", { tag: "@access" }, async ({ page }) => {
  test.setTimeout(420_000);
  for (const path of ["/sign-in", "/sign-up"]) {
    await page.goto(path);
    await requireAccessible(page, path);
  }
  await signUp(page);
  const base = new URL(page.url()).pathname.replace(/\/articles$/, "");
  for (const part of [
    "articles",
    "articles/new",
    "approvals",
    "destinations",
    "money",
    "settings",
  ]) {
    await page.goto(`${base}/${part}`);
    await requireAccessible(page, part);
  }
});

test("a stranger's address is a page that helps, and a sign-in leads back", async ({ page }) => {
  const response = await page.goto("/nothing-here");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goto("/w/somebody-else/articles");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

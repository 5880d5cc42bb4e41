import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { signUp } from "../support/person";

// Guarantee: pages pass axe in light and dark, on a desk and on a phone, and never scroll sideways.

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };

async function requireAccessible(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const size of [DESK, PHONE]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(size);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(
          ({ id, nodes }) => `${name} ${colorScheme} ${size.width}: ${id} ${nodes[0]?.html ?? ""}`,
        ),
      ).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow, `${name} scrolls sideways at ${size.width}`).toBeLessThanOrEqual(0);
    }
  }
  await page.setViewportSize(DESK);
}

test("pages before and after the sign-up", async ({ page }) => {
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

import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { CmsPeer } from "@/test/peers/cms/peer-server";
import { startPwnedPasswords } from "@/test/peers/pwned-passwords";
import { requireAccessible } from "../support/accessible";
import { PWNED_PORT } from "../support/ports";

// Guarantee: who chooses a password that is known from a breach reads so beside the field, and goes on from there.

const KNOWN = "trustno1trustno1";

let service: CmsPeer;
test.beforeEach(async () => {
  service = await startPwnedPasswords([KNOWN], PWNED_PORT);
});
test.afterEach(() => service.close());

test("a password from a breach is refused at its field, another one is taken", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Pat Person");
  await page.getByLabel("E-mail address").fill(`pat-${randomUUID()}@example.org`);
  const password = page.getByRole("textbox", { name: "Password" });
  await password.fill(KNOWN);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(password).toHaveAccessibleDescription(/Known from a data breach/);
  await expect(password).toBeFocused();
  await requireAccessible(page, "sign-up");

  await password.fill("grass tells rivers nothing");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
  expect(service.requests).toHaveLength(2);
});

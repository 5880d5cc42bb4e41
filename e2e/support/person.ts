import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";

export { SAMPLE_SOURCES as SOURCES } from "@/tools/demo-sources";

/** A new person who signs up in the browser and stands in front of their empty workspace. */
export async function signUp(page: Page): Promise<{ email: string; password: string }> {
  const person = {
    email: `pat-${randomUUID()}@example.org`,
    password: "correct horse battery staple",
  };
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Pat Person");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
  return person;
}

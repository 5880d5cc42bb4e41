import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";

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
  await expect(page.getByRole("heading", { name: "Articles", level: 1 })).toBeVisible();
  return person;
}

/** Three texts of the person's own, long enough to write from. */
export const SOURCES = [
  {
    title: "Harvest report 2025",
    text: `The harvest began on 14 August 2025, nine days earlier than the year before. Pickers brought in 412 tonnes of apples over six weeks, which is 18 percent more than the average of the last five years.

Rain in September slowed the work in the lower orchards. Two days were lost to storms, and the cold store reached its capacity of 390 tonnes on 21 September.

The cooperative sold 61 percent of the harvest fresh and pressed the rest. Juice prices rose to 1.42 euros per litre in October.`,
  },
  {
    title: "Orchard survey",
    text: `A survey of 240 growers found that early harvests have become common. Of those asked, 71 percent began before the twentieth of August at least twice in the last four years.

Growers named warmer springs as the main reason. Blossom now opens on 9 April in the median orchard, compared with 22 April in the years from 1990 to 2000.

Frost after early blossom remains the largest risk. One grower in three lost part of the crop to frost since 2020.`,
  },
  {
    title: "Storage notes",
    text: `Apples that are picked warm should be cooled to 4 degrees within 24 hours. Each day of delay costs about ten days of storage life.

Controlled atmosphere stores keep oxygen at 1.5 percent and carbon dioxide at 2 percent. In such a store, apples of the variety Elstar stay firm for 210 days.

Energy is the largest cost of storage. The cooperative paid 38,000 euros for electricity in the last season.`,
  },
] as const;

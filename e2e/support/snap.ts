import type { Page } from "@playwright/test";

/** Takes the README's pictures when they are asked for (`npm run screenshots`), and does nothing else. */
export async function snap(page: Page, name: string): Promise<void> {
  if (process.env["SCREENSHOTS"] === undefined) return;
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `docs/screenshots/${name}.png`, animations: "disabled" });
}

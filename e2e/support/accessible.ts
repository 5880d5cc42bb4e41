import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };

export async function requireAccessible(page: Page, name: string): Promise<void> {
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

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };

/** The rules of axe whose answer depends on the colour scheme. */
const COLOR_RULES = ["color-contrast", "link-in-text-block"];

/** Everything once per width, and the colours of the wide page in the other scheme as well. */
const LOOKS = [
  { colorScheme: "light", size: DESK, rules: null },
  { colorScheme: "dark", size: DESK, rules: COLOR_RULES },
  { colorScheme: "dark", size: PHONE, rules: null },
] as const;

/** Fails when axe finds something in either colour scheme, or the page scrolls sideways. */
export async function requireAccessible(page: Page, name: string): Promise<void> {
  for (const { colorScheme, size, rules } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(size);
    // The usual mode adds up frames in a second page; these pages have none, and opening it takes longer
    // than the checks.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const { violations } = await (rules === null ? axe : axe.withRules(rules)).analyze();
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
  await page.setViewportSize(DESK);
}

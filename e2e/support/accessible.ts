import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };

/**
 * Every page once per width and once per scheme. The next page has them the other way round, so that
 * what all pages share is looked at in all four ways.
 */
const LOOKS = [
  [
    { colorScheme: "light", size: DESK },
    { colorScheme: "dark", size: PHONE },
  ],
  [
    { colorScheme: "dark", size: DESK },
    { colorScheme: "light", size: PHONE },
  ],
] as const;
let pages = 0;

/** Fails when axe finds something in either colour scheme, or the page scrolls sideways. */
export async function requireAccessible(page: Page, name: string): Promise<void> {
  const looks = LOOKS[pages % 2 === 0 ? 0 : 1];
  pages += 1;
  for (const { colorScheme, size } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(size);
    // The usual mode adds up frames in a second page; these pages have none, and opening it takes longer
    // than the checks.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
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

import type { Page } from "@playwright/test";

/** Collects what a page logs as an error or throws, from now on. */
export function watchProblems(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error")
      problems.push(`${page.url()} ${message.location().url}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
  return problems;
}

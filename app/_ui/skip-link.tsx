import type { JSX } from "react";

/** The first thing that Tab reaches. The page's `main` has the id `main`. */
export function SkipLink(): JSX.Element {
  return (
    <a
      href="#main"
      className="sr-only rounded-md bg-ink text-paper focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:px-4 focus:py-3"
    >
      Skip to the content
    </a>
  );
}

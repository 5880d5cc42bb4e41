import clsx from "clsx";
import Link from "next/link";
import type { JSX } from "react";

export interface LinkTab {
  href: string;
  label: string;
  isCurrent: boolean;
}

export interface LinkTabsProps {
  /** What the links are parts of, for screen readers. */
  label: string;
  tabs: readonly LinkTab[];
}

/** Pages that belong together, as a row of links: each has its own address. */
export function LinkTabs({ label, tabs }: Readonly<LinkTabsProps>): JSX.Element {
  return (
    <nav aria-label={label} className="-mt-2 mb-8 overflow-x-auto border-b print:hidden">
      <ul className="flex min-w-max gap-x-1.5 sm:gap-x-6">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.isCurrent ? "page" : undefined}
              className={clsx(
                "inline-flex min-h-11 items-center border-b-2 px-0.5",
                tab.isCurrent
                  ? "border-accent font-medium text-ink"
                  : "border-transparent text-soft hover:text-ink",
              )}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

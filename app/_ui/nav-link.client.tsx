"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { JSX, ReactNode } from "react";

export interface NavLinkProps {
  href: string;
  label: string;
  icon?: ReactNode;
  /** Things that wait there. */
  count?: number;
  /** Only this page, and not those below its path. */
  isExact?: boolean;
  /** Other paths that belong to it. */
  alsoUnder?: readonly string[];
}

/** A line of the sidebar. It knows when it is where one is. */
export function NavLink(props: Readonly<NavLinkProps>): JSX.Element {
  const { href, label, icon, count, isExact = false, alsoUnder = [] } = props;
  const path = usePathname() ?? "";
  const isUnder = (base: string) => path === base || path.startsWith(`${base}/`);
  const isHere = path === href || (!isExact && [href, ...alsoUnder].some(isUnder));
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-soft no-underline transition-colors hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink max-lg:h-11 [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {count !== undefined && count > 0 && (
        <span className="font-mono text-xs tabular-nums">
          <span className="sr-only">, </span>
          {count}
          <span className="sr-only"> waiting</span>
        </span>
      )}
    </Link>
  );
}

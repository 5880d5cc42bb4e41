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
}

/** A line of the sidebar. It knows when it is where one is. */
export function NavLink({ href, label, icon, count }: Readonly<NavLinkProps>): JSX.Element {
  const path = usePathname() ?? "";
  const isHere = path === href || path.startsWith(`${href}/`);
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

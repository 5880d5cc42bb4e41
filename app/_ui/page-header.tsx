import clsx from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { JSX, ReactNode } from "react";

export interface Crumb {
  label: string;
  /** Left out for the page itself. */
  href?: string;
}

export interface PageHeaderProps {
  title: string;
  /** From the workspace down to this page. Inside a Shell it stands in the top bar. */
  breadcrumb?: readonly Crumb[];
  description?: ReactNode;
  /** Beside the title: a StatusChip. */
  status?: ReactNode;
  /** The one primary action of the page. */
  action?: ReactNode;
  /** Everything else there is to do: quiet buttons, a Menu. */
  secondary?: ReactNode;
  /** Articles have their title in the reading face. */
  isArticle?: boolean;
}

/** Where one is, what this is, and what comes next. */
export function PageHeader(props: Readonly<PageHeaderProps>): JSX.Element {
  const { title, breadcrumb = [], description, status, action, secondary, isArticle } = props;
  const hasActions = action !== undefined || secondary !== undefined;
  return (
    <header className="mb-8">
      {breadcrumb.length > 0 && <Breadcrumb crumbs={breadcrumb} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 max-w-3xl flex-1 basis-72">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1
              className={
                isArticle === true
                  ? "font-serif text-3xl font-semibold tracking-tight text-balance"
                  : "text-2xl font-semibold tracking-tight text-balance"
              }
            >
              {title}
            </h1>
            {status}
          </div>
          {description !== undefined && <p className="mt-1.5 text-soft">{description}</p>}
        </div>
        {hasActions && (
          <div className="flex flex-wrap items-center gap-2 print:hidden">
            {secondary}
            {action}
          </div>
        )}
      </div>
    </header>
  );
}

function Breadcrumb({ crumbs }: Readonly<{ crumbs: readonly Crumb[] }>): JSX.Element {
  // On a phone there is room for the way back only.
  const parent = crumbs.findLastIndex((crumb) => crumb.href !== undefined);
  return (
    <nav
      aria-label="Breadcrumb"
      className="mb-4 max-sm:mb-1 min-w-0 text-soft print:hidden lg:in-data-shell:fixed lg:in-data-shell:top-0 lg:in-data-shell:left-60 lg:in-data-shell:z-30 lg:in-data-shell:mb-0 lg:in-data-shell:flex lg:in-data-shell:h-13 lg:in-data-shell:max-w-[calc(100vw-38rem)] lg:in-data-shell:items-center lg:in-data-shell:pl-8"
    >
      <ol className="flex min-w-0 flex-wrap items-center gap-y-1 lg:in-data-shell:flex-nowrap">
        {crumbs.map((crumb, index) => (
          <li
            key={crumb.label}
            className={clsx("flex min-w-0 items-center", index !== parent && "max-sm:hidden")}
          >
            {index > 0 && (
              <ChevronRight
                className="mx-1 size-3.5 shrink-0 text-faint max-sm:hidden"
                aria-hidden
              />
            )}
            <ChevronLeft className="-ml-1 size-4 shrink-0 text-faint sm:hidden" aria-hidden />
            {crumb.href === undefined ? (
              <span aria-current="page" className="truncate text-ink">
                {crumb.label}
              </span>
            ) : (
              <Link
                href={crumb.href}
                className="inline-flex items-center truncate rounded-sm hover:text-ink hover:underline max-sm:min-h-11"
              >
                {crumb.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

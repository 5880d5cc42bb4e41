import clsx from "clsx";
import type { JSX, ReactNode } from "react";

const INK = "animate-pulse rounded-sm bg-sunken";

interface LoadingProps {
  /** What is being loaded: "Loading articles". */
  label: string;
}

/** Rows of a table that is on its way. */
export function SkeletonTable(props: Readonly<LoadingProps & { rows?: number }>): JSX.Element {
  const { label, rows = 6 } = props;
  return (
    <Loading label={label}>
      <div className="border-b pb-2.5">
        <div className={clsx(INK, "h-3 w-24")} />
      </div>
      {range(rows).map((row) => (
        <div key={row} className="flex h-12 items-center gap-6 border-b">
          <div className={clsx(INK, "h-3.5 flex-1", row % 2 === 0 ? "max-w-72" : "max-w-56")} />
          <div className={clsx(INK, "h-5 w-20")} />
          <div className={clsx(INK, "ml-auto h-3.5 w-14 max-sm:hidden")} />
        </div>
      ))}
    </Loading>
  );
}

/** An article that is on its way. */
export function SkeletonArticle({ label }: Readonly<LoadingProps>): JSX.Element {
  return (
    <Loading label={label}>
      <div className="max-w-[43rem]">
        <div className={clsx(INK, "mb-8 h-9 w-4/5")} />
        {range(3).map((paragraph) => (
          <div key={paragraph} className="mb-7 flex flex-col gap-3.5">
            <div className={clsx(INK, "h-4 w-full")} />
            <div className={clsx(INK, "h-4 w-11/12")} />
            <div className={clsx(INK, "h-4 w-full")} />
            <div className={clsx(INK, "h-4 w-3/5")} />
          </div>
        ))}
      </div>
    </Loading>
  );
}

/** Fields of a form that is on its way. */
export function SkeletonForm(props: Readonly<LoadingProps & { fields?: number }>): JSX.Element {
  const { label, fields = 3 } = props;
  return (
    <Loading label={label}>
      <div className="flex flex-col gap-5">
        {range(fields).map((field) => (
          <div key={field} className="flex flex-col gap-2">
            <div className={clsx(INK, "h-3.5 w-28")} />
            <div className={clsx(INK, "h-9 w-full rounded-md")} />
          </div>
        ))}
      </div>
    </Loading>
  );
}

/** Columns of cards that are on their way; one under the other on a phone. */
export function SkeletonColumns(props: Readonly<LoadingProps & { columns: number }>): JSX.Element {
  const { label, columns } = props;
  return (
    <Loading label={label}>
      <div className="grid auto-cols-fr gap-4 overflow-hidden sm:grid-flow-col">
        {range(columns).map((column) => (
          <div key={column} className="flex flex-col gap-2">
            <div className={clsx(INK, "mb-1 h-5 w-20")} />
            {range(2 - (column % 2)).map((card) => (
              <div key={card} className={clsx(INK, "h-24 w-full rounded-md")} />
            ))}
          </div>
        ))}
      </div>
    </Loading>
  );
}

const WEEKS = 5;
const WEEKDAYS = 7;

/** A month that is on its way; a list of days on a phone. */
export function SkeletonMonth({ label }: Readonly<LoadingProps>): JSX.Element {
  return (
    <Loading label={label}>
      <div className={clsx(INK, "mb-5 h-5 w-36")} />
      <div className="grid gap-px sm:grid-cols-7">
        {range(WEEKS * WEEKDAYS).map((day) => (
          <div
            key={day}
            className={clsx(INK, "h-24 max-sm:h-10", day >= WEEKDAYS && "max-sm:hidden")}
          />
        ))}
      </div>
    </Loading>
  );
}

/** The header of a page that is on its way. */
export function SkeletonHeader({ label }: Readonly<LoadingProps>): JSX.Element {
  return (
    <Loading label={label}>
      <div className="mb-8 flex items-start justify-between gap-6">
        <div className="flex flex-1 flex-col gap-3">
          <div className={clsx(INK, "h-7 w-64 max-w-full")} />
          <div className={clsx(INK, "h-3.5 w-96 max-w-full")} />
        </div>
        <div className={clsx(INK, "h-9 w-28 rounded-md")} />
      </div>
    </Loading>
  );
}

function Loading({
  label,
  children,
}: Readonly<LoadingProps & { children: ReactNode }>): JSX.Element {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      <div aria-hidden>{children}</div>
    </div>
  );
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

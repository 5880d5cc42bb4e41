import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { JSX, ReactNode } from "react";

export interface Column<Row> {
  /** Unique in the table. */
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** `end` for amounts and counts. */
  align?: "start" | "end";
  /** The cell that names the row: its header, and the title of its card on phones. */
  isRowHeader?: boolean;
  /** Makes the header a link that sorts. */
  sortHref?: string;
  sorted?: "ascending" | "descending";
}

export interface TableProps<Row> {
  /** What the rows are, for screen readers: "Articles". */
  caption: string;
  columns: ReadonlyArray<Column<Row>>;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Shown instead of the table when there are no rows. */
  empty?: ReactNode;
  /** For long lists of short cells: on a phone a row is its title and one line under it. */
  isDense?: boolean;
}

/* Where a table stops being a grid, on phones, its roles are said out loud: `display` erases them. */
const CELL = "py-2.5 align-top sm:pr-5 sm:last:pr-0";

/** Rows under hairlines. On a phone each row becomes a card, so nothing scrolls sideways. */
export function Table<Row>(props: Readonly<TableProps<Row>>): JSX.Element {
  const { caption, columns, rows, rowKey, empty, isDense = false } = props;
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: display:block below 640 px would take the role away.
    <table role="table" className="w-full border-collapse text-left max-sm:block">
      <caption className="sr-only">{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
      <thead role="rowgroup" className="max-sm:sr-only">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
        <tr role="row" className="border-b">
          {columns.map((column) => (
            <HeaderCell key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
      <tbody role="rowgroup" className="max-sm:block">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            // biome-ignore lint/a11y/noRedundantRoles: as above.
            role="row"
            className={clsx(
              "border-b transition-colors sm:hover:bg-desk",
              isDense
                ? "max-sm:flex max-sm:flex-wrap max-sm:gap-x-3 max-sm:py-2"
                : "max-sm:block max-sm:py-3",
            )}
          >
            {columns.map((column) => (
              <Cell key={column.key} column={column} row={row} isDense={isDense} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeaderCell<Row>({ column }: Readonly<{ column: Column<Row> }>): JSX.Element {
  const { header, align, sortHref, sorted } = column;
  const Arrow = sorted === "descending" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      // biome-ignore lint/a11y/noRedundantRoles: the row group is not always a grid, see above.
      role="columnheader"
      aria-sort={sorted}
      className={clsx(
        "pr-5 pb-2 text-xs font-medium whitespace-nowrap text-faint last:pr-0",
        align === "end" && "text-right",
      )}
    >
      {sortHref === undefined ? (
        header
      ) : (
        <Link href={sortHref} className="inline-flex items-center gap-1 rounded-sm hover:text-ink">
          {header}
          {sorted !== undefined && <Arrow className="size-3" aria-hidden />}
        </Link>
      )}
    </th>
  );
}

interface CellProps<Row> {
  column: Column<Row>;
  row: Row;
  isDense: boolean;
}

function Cell<Row>({ column, row, isDense }: Readonly<CellProps<Row>>): JSX.Element {
  const { header, align, isRowHeader, cell } = column;
  if (isRowHeader === true) {
    return (
      <th
        scope="row"
        // biome-ignore lint/a11y/noRedundantRoles: the row is a block on phones, see above.
        role="rowheader"
        className={clsx(
          CELL,
          "font-medium max-sm:block max-sm:pt-0",
          isDense ? "max-sm:basis-full max-sm:pb-0.5" : "max-sm:pb-1.5",
        )}
      >
        {cell(row)}
      </th>
    );
  }
  const content = cell(row);
  // A card on a phone names only what there is.
  const isEmpty = content === null || content === undefined || content === false || content === "";
  return (
    <td
      // biome-ignore lint/a11y/noRedundantRoles: the row is a block on phones, see above.
      role="cell"
      className={clsx(
        CELL,
        isDense
          ? "max-sm:py-0 max-sm:text-sm max-sm:text-soft"
          : "max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:py-1",
        align === "end" && "sm:text-right",
        isEmpty ? "max-sm:hidden" : "max-sm:flex",
      )}
    >
      {!isDense && (
        <span aria-hidden className="shrink-0 text-sm text-faint sm:hidden">
          {header}
        </span>
      )}
      <span className={clsx("min-w-0", !isDense && "max-sm:text-right")}>{content}</span>
    </td>
  );
}

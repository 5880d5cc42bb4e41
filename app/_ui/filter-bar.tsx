import clsx from "clsx";
import type { JSX, ReactNode } from "react";
import { Button } from "./button";
import { LinkButton } from "./link-button";

export interface FilterBarProps {
  /** The page that shows what is left. */
  action: string;
  /** Whether anything is left out now: then there is a way back to everything. */
  isNarrow: boolean;
  /** Cells in a row on a wide screen, that of the button among them. */
  columns: 3 | 4;
  /** The fields, each by the name of a parameter. */
  children: ReactNode;
}

/** Narrows a list by several fields; the choices are part of the address. Works before any script has run. */
export function FilterBar(props: Readonly<FilterBarProps>): JSX.Element {
  const { action, isNarrow, columns, children } = props;
  return (
    <form
      action={action}
      className={clsx(
        "mb-6 grid gap-3 sm:grid-cols-2",
        columns === 3 ? "lg:grid-cols-3" : "lg:grid-cols-4",
      )}
    >
      {children}
      <div className="flex items-end gap-2">
        <Button type="submit">Show</Button>
        {isNarrow && (
          <LinkButton href={action} tone="quiet">
            Show all
          </LinkButton>
        )}
      </div>
    </form>
  );
}

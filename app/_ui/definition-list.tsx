import type { JSX, ReactNode } from "react";

export interface Definition {
  term: string;
  value: ReactNode;
}

export interface DefinitionListProps {
  items: readonly Definition[];
  /** `stacked` puts the value under its term: for narrow places such as the rail. */
  layout?: "rows" | "stacked";
}

/** Facts about one thing, each under its name. */
export function DefinitionList({
  items,
  layout = "rows",
}: Readonly<DefinitionListProps>): JSX.Element {
  if (layout === "stacked") {
    return (
      <dl className="flex flex-col gap-3">
        {items.map((item) => (
          <div key={item.term}>
            <dt className="text-sm text-faint">{item.term}</dt>
            <dd className="mt-0.5 min-w-0">{item.value}</dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <dl>
      {items.map((item) => (
        <div
          key={item.term}
          className="grid gap-x-6 gap-y-0.5 border-b py-2.5 last:border-b-0 sm:grid-cols-[11rem_minmax(0,1fr)]"
        >
          <dt className="text-faint">{item.term}</dt>
          <dd className="min-w-0">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

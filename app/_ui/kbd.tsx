import type { JSX } from "react";

/** A key or a chord, as printed on the keyboard. */
export function Kbd({ children }: Readonly<{ children: string }>): JSX.Element {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border bg-raised px-1 font-sans text-xs text-faint">
      {children}
    </kbd>
  );
}

import type { JSX, ReactNode } from "react";

export interface EmptyStateProps {
  /** A lucide icon that stands for what is missing. */
  icon: ReactNode;
  /** What there is not yet: "No articles yet". */
  title: string;
  /** One sentence: what will be here. */
  children?: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
}

/** A place with nothing in it yet: it says what belongs here, and offers to make the first one. */
export function EmptyState(props: Readonly<EmptyStateProps>): JSX.Element {
  const { icon, title, children, action } = props;
  return (
    <div className="flex flex-col items-center px-4 py-14 text-center">
      <span className="mb-4 text-faint [&_svg]:size-7 [&_svg]:stroke-[1.25]">{icon}</span>
      <p className="text-lg font-semibold">{title}</p>
      {children !== undefined && <div className="mt-1 max-w-sm text-soft">{children}</div>}
      {action !== undefined && <div className="mt-5">{action}</div>}
    </div>
  );
}

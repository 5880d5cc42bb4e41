import { type JSX, type ReactNode, useId } from "react";

export interface SectionProps {
  title: string;
  description?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** A part of a page, under a heading and a hairline. */
export function Section(props: Readonly<SectionProps>): JSX.Element {
  const { title, description, action, children } = props;
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-10 first:mt-0">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-4 gap-y-2 border-b pb-2.5">
        <div className="min-w-0">
          <h2 id={id} className="text-lg font-semibold tracking-tight">
            {title}
          </h2>
          {description !== undefined && <p className="mt-0.5 text-soft">{description}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

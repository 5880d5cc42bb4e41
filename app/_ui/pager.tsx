import type { JSX } from "react";
import { LinkButton } from "./link-button";

export interface PagerProps {
  /** What is paged, for screen readers: "Articles". */
  label: string;
  /** Back to the first page; left out when this is it. */
  firstHref?: string;
  /** The next page; left out when there is none. */
  nextHref?: string;
}

/** On through a list that the API pages by cursor: there are no page numbers to show. */
export function Pager({ label, firstHref, nextHref }: Readonly<PagerProps>): JSX.Element | null {
  if (firstHref === undefined && nextHref === undefined) return null;
  return (
    <nav aria-label={`Pages of ${label}`} className="mt-5 flex justify-between gap-4">
      {firstHref === undefined ? (
        <span />
      ) : (
        <LinkButton href={firstHref}>Back to the start</LinkButton>
      )}
      {nextHref !== undefined && <LinkButton href={nextHref}>Show older</LinkButton>}
    </nav>
  );
}

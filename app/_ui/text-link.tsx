import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { JSX, ReactNode } from "react";

const LINK =
  "text-accent underline decoration-1 underline-offset-[0.18em] hover:text-accent-deep hover:decoration-2";

const QUIET = "text-ink underline-offset-[0.18em] hover:underline";

export interface TextLinkProps {
  href: string;
  children: ReactNode;
}

export interface InnerLinkProps extends TextLinkProps {
  /** Plain until it is pointed at: for the names of rows and cards, never inside a sentence. */
  isQuiet?: boolean;
}

/** A link to a page of AutoInk. */
export function TextLink(props: Readonly<InnerLinkProps>): JSX.Element {
  const { href, children, isQuiet = false } = props;
  return (
    <Link href={href} className={isQuiet ? QUIET : LINK}>
      {children}
    </Link>
  );
}

/** A link to somebody else's site. It opens beside, and that site is not told where one came from. */
export function ExternalLink({ href, children }: Readonly<TextLinkProps>): JSX.Element {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={LINK}>
      {children}
      <ArrowUpRight className="ml-0.5 inline size-3.5 align-[-0.15em]" aria-hidden />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}

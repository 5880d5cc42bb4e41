import Link from "next/link";
import type { JSX, ReactNode } from "react";
import { type ButtonSize, type ButtonTone, buttonClass } from "./button-class";

export interface LinkButtonProps {
  href: string;
  children: ReactNode;
  tone?: Exclude<ButtonTone, "danger">;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Fetched as a file instead of being opened. */
  download?: boolean;
}

/** A way to another page that deserves the weight of a button. */
export function LinkButton(props: Readonly<LinkButtonProps>): JSX.Element {
  const { href, children, tone = "secondary", size = "md", icon, download = false } = props;
  const className = buttonClass(tone, size);
  if (download) {
    return (
      <a href={href} download className={className}>
        {icon}
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={className}>
      {icon}
      {children}
    </Link>
  );
}

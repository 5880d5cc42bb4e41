"use client";

import { type JSX, type ReactNode, useEffect, useRef } from "react";
import { CopyButton } from "./copy-button.client";
import { Notice } from "./notice";

export interface OnceSecretProps {
  /** Whose or what it is: "The link for pat@example.org". */
  title: string;
  secret: string;
  /** "Copy the link". */
  copyLabel: string;
  /** What to do with it, and that it is not shown again. */
  children: ReactNode;
}

/** A link or key that the server gave out just now and never again: to be read, selected and copied. */
export function OnceSecret(props: Readonly<OnceSecretProps>): JSX.Element {
  const { title, secret, copyLabel, children } = props;
  const box = useRef<HTMLDivElement>(null);
  // It appears away from the button that was pressed: the focus shows where.
  useEffect(() => {
    if (secret !== "") box.current?.focus();
  }, [secret]);
  return (
    <div ref={box} tabIndex={-1} className="rounded-md">
      <Notice
        tone="good"
        role="status"
        title={title}
        action={<CopyButton text={secret} label={copyLabel} look="words" />}
      >
        <p>{children}</p>
        <p className="mt-2 font-mono text-sm break-all text-ink select-all">{secret}</p>
      </Notice>
    </div>
  );
}

import type { JSX } from "react";
import { CopyButton } from "./copy-button.client";
import { formatNanos } from "./format-money";

export interface MoneyProps {
  /** Nano-US-dollars as a decimal string, as the API sends them. */
  nanos: string;
  /** `cents` for balances and invoices; `full`, every digit, for ledgers and receipts. */
  precision?: "short" | "cents" | "full";
  /** Puts a button beside the amount that copies it in full. */
  copyable?: boolean;
  locale?: string;
}

/** An amount with its unit. The full amount is in the title and is what a screen reader says. */
export function Money(props: Readonly<MoneyProps>): JSX.Element {
  const { nanos, precision = "short", copyable = false, locale = "en-US" } = props;
  const text = formatNanos(nanos, locale);
  const shown = text[precision];
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <data value={nanos} title={text.full} className="font-mono text-[0.93em] tabular-nums">
        {shown === text.full ? (
          shown
        ) : (
          <>
            <span aria-hidden>{shown}</span>
            <span className="sr-only">{text.full}</span>
          </>
        )}
      </data>
      {copyable && <CopyButton text={text.full} label="Copy the full amount" />}
    </span>
  );
}

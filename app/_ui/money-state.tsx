import { Fragment, type JSX } from "react";
import { Money } from "./money";

export interface MoneyStateProps {
  /** Nano-US-dollars as decimal strings; a part that is left out is not known or does not apply. */
  heldNanos?: string;
  spentNanos?: string;
  returnedNanos?: string;
  locale?: string;
}

/** Where a sum of money stands: "$0.0124 held · $0.0098 spent · $0.0026 returned". */
export function MoneyState(props: Readonly<MoneyStateProps>): JSX.Element {
  const { heldNanos, spentNanos, returnedNanos, locale = "en-US" } = props;
  const parts = [
    { word: "held", nanos: heldNanos },
    { word: "spent", nanos: spentNanos },
    { word: "returned", nanos: returnedNanos },
  ];
  const known = parts.flatMap(({ word, nanos }) => (nanos === undefined ? [] : [{ word, nanos }]));
  return (
    <span className="text-soft">
      {known.map(({ word, nanos }, index) => (
        <Fragment key={word}>
          {index > 0 && <span aria-hidden> · </span>}
          <span className="whitespace-nowrap">
            <span className="text-ink">
              <Money nanos={nanos} locale={locale} />
            </span>{" "}
            {word}
          </span>
          {index < known.length - 1 && <span className="sr-only">, </span>}
        </Fragment>
      ))}
    </span>
  );
}

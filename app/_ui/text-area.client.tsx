"use client";

import clsx from "clsx";
import type { JSX, TextareaHTMLAttributes } from "react";
import { Field, type FieldWords, useField } from "./field.client";
import type { ValueKind } from "./form-body";

type Native = Pick<
  TextareaHTMLAttributes<HTMLTextAreaElement>,
  | "autoFocus"
  | "defaultValue"
  | "disabled"
  | "maxLength"
  | "minLength"
  | "onChange"
  | "placeholder"
  | "readOnly"
  | "rows"
  | "spellCheck"
  | "value"
>;

export interface TextAreaProps extends FieldWords, Native {
  /** How the text becomes JSON: `lines` makes a list of strings. */
  kind?: ValueKind;
  keepEmpty?: boolean;
  /** Code, JSON, one address a line: fixed width. */
  isMono?: boolean;
}

/** Several lines of text. It grows with what is written, where the browser can. */
export function TextArea(props: Readonly<TextAreaProps>): JSX.Element {
  const { name, label, hint, optional, isLabelHidden, error, ...rest } = props;
  const { kind, keepEmpty = false, isMono = false, rows = 4, ...native } = rest;
  const wiring = useField(props);
  return (
    <Field words={props} wiring={wiring}>
      <textarea
        {...native}
        {...wiring.control}
        rows={rows}
        data-kind={kind}
        data-keep-empty={keepEmpty ? "" : undefined}
        className={clsx(
          "control block field-sizing-content resize-y",
          heightOf(rows),
          isMono && "font-mono",
        )}
      />
    </Field>
  );
}

const ROWS_FEW = 2;
const ROWS_MANY = 8;

/** A field that grows with its text does not look at its rows: this is how low it may be. */
function heightOf(rows: number): string {
  if (rows <= ROWS_FEW) return "min-h-14";
  return rows >= ROWS_MANY ? "min-h-44" : "min-h-24";
}

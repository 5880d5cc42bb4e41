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
        className={clsx("control block field-sizing-content resize-y", isMono && "font-mono")}
      />
    </Field>
  );
}

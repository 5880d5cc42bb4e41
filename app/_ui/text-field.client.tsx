"use client";

import clsx from "clsx";
import { Eye, EyeOff } from "lucide-react";
import { type InputHTMLAttributes, type JSX, type ReactNode, useState } from "react";
import { Field, type FieldWords, useField } from "./field.client";
import type { ValueKind } from "./form-body";
import { IconButton } from "./icon-button";

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | "autoComplete"
  | "autoFocus"
  | "defaultValue"
  | "disabled"
  | "inputMode"
  | "max"
  | "maxLength"
  | "min"
  | "minLength"
  | "onChange"
  | "pattern"
  | "placeholder"
  | "readOnly"
  | "spellCheck"
  | "step"
  | "value"
>;

export interface TextFieldProps extends FieldWords, Native {
  type?:
    | "text"
    | "email"
    | "password"
    | "url"
    | "number"
    | "search"
    | "tel"
    | "date"
    | "datetime-local";
  /** How the text becomes JSON; by default what the type suggests. */
  kind?: ValueKind;
  /** Sends "" (or [] or null) instead of leaving an empty field out. */
  keepEmpty?: boolean;
  /** Stands inside, before the text: "$". */
  prefix?: ReactNode;
  /** Stands inside, after the text: "words". */
  suffix?: ReactNode;
  /** One of several of the same name: the value is a list, in the order of the fields. */
  isMany?: boolean;
  /** Hashes, keys, codes: tabular figures. */
  isMono?: boolean;
}

/** A data attribute that is there or not. */
const flag = (isSet: boolean): "" | undefined => (isSet ? "" : undefined);

/** One line of text. A password can be shown. */
export function TextField(props: Readonly<TextFieldProps>): JSX.Element {
  const { name, label, hint, optional, isLabelHidden, error, ...rest } = props;
  const {
    type = "text",
    kind,
    keepEmpty = false,
    prefix,
    suffix,
    isMany = false,
    isMono = false,
    ...native
  } = rest;
  const wiring = useField(props);
  const [isShown, setShown] = useState(false);
  const isPassword = type === "password";
  return (
    <Field words={props} wiring={wiring}>
      <div className="relative flex items-center">
        {prefix !== undefined && (
          <span className="pointer-events-none absolute left-2.5 text-faint">{prefix}</span>
        )}
        <input
          {...native}
          {...wiring.control}
          type={isPassword && isShown ? "text" : type}
          data-kind={kind}
          data-keep-empty={flag(keepEmpty)}
          data-many={flag(isMany)}
          className={clsx(
            "control",
            prefix !== undefined && "pl-6",
            (suffix !== undefined || isPassword) && "pr-12",
            isMono && "font-mono tabular-nums",
          )}
        />
        {suffix !== undefined && (
          <span className="pointer-events-none absolute right-2.5 text-faint">{suffix}</span>
        )}
        {isPassword && (
          <span className="absolute right-1">
            <IconButton
              size="sm"
              label={isShown ? "Hide the password" : "Show the password"}
              aria-pressed={isShown}
              icon={isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
              onClick={() => setShown(!isShown)}
            />
          </span>
        )}
      </div>
    </Field>
  );
}

"use client";

import { ChevronDown } from "lucide-react";
import type { JSX, SelectHTMLAttributes } from "react";
import { Field, type FieldWords, useField } from "./field.client";
import type { ValueKind } from "./form-body";

export interface SelectOption {
  value: string;
  label: string;
  isDisabled?: boolean;
}

export interface SelectGroup {
  label: string;
  options: readonly SelectOption[];
}

type Native = Pick<
  SelectHTMLAttributes<HTMLSelectElement>,
  "autoFocus" | "defaultValue" | "disabled" | "onChange" | "value"
>;

export interface SelectProps extends FieldWords, Native {
  options: ReadonlyArray<SelectOption | SelectGroup>;
  /** First entry, with an empty value: "Choose a site". */
  placeholder?: string;
  kind?: ValueKind;
  keepEmpty?: boolean;
}

/** One of many. The browser's own list: it is the best one on every phone. */
export function Select(props: Readonly<SelectProps>): JSX.Element {
  const { name, label, hint, optional, isLabelHidden, error, ...rest } = props;
  const { options, placeholder, kind, keepEmpty = false, ...native } = rest;
  const wiring = useField(props);
  return (
    <Field words={props} wiring={wiring}>
      <div className="relative flex items-center">
        <select
          {...native}
          {...wiring.control}
          data-kind={kind}
          data-keep-empty={keepEmpty ? "" : undefined}
          className="control appearance-none pr-8"
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((entry) =>
            "options" in entry ? (
              <optgroup key={entry.label} label={entry.label}>
                {entry.options.map(toOption)}
              </optgroup>
            ) : (
              toOption(entry)
            ),
          )}
        </select>
        <ChevronDown
          className="pointer-events-none absolute right-2.5 size-4 text-faint"
          aria-hidden
        />
      </div>
    </Field>
  );
}

function toOption(option: SelectOption): JSX.Element {
  return (
    <option key={option.value} value={option.value} disabled={option.isDisabled === true}>
      {option.label}
    </option>
  );
}

"use client";

import type { InputHTMLAttributes, JSX } from "react";
import { FieldNotes, type FieldWords, useField } from "./field.client";

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  "checked" | "defaultChecked" | "disabled" | "onChange"
>;

export interface CheckboxProps extends Omit<FieldWords, "isLabelHidden" | "optional">, Native {
  /** With a value, boxes of the same name make a list; without one, the box is true or false. */
  value?: string;
  /** It must be ticked before the form can be sent. */
  isRequired?: boolean;
}

/** A box to tick. */
export function Checkbox(props: Readonly<CheckboxProps>): JSX.Element {
  const { label, value, isRequired = false, checked, defaultChecked, disabled, onChange } = props;
  const wiring = useField({ ...props, optional: !isRequired });
  return (
    <div className="flex flex-col gap-1">
      <label className="touch flex w-fit items-center gap-2.5">
        <input
          {...wiring.control}
          {...{ checked, defaultChecked, disabled, onChange }}
          {...(value === undefined ? {} : { value, "data-many": "" })}
          type="checkbox"
          className="tick"
        />
        {label}
      </label>
      <Indented>
        <FieldNotes words={props} wiring={wiring} />
      </Indented>
    </div>
  );
}

function Indented({ children }: Readonly<{ children: JSX.Element }>): JSX.Element {
  return <div className="flex flex-col gap-1 pl-7 empty:hidden">{children}</div>;
}

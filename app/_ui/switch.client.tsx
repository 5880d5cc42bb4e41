"use client";

import type { InputHTMLAttributes, JSX } from "react";
import { FieldNotes, type FieldWords, useField } from "./field.client";

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  "checked" | "defaultChecked" | "disabled" | "onChange"
>;

export interface SwitchProps extends Omit<FieldWords, "isLabelHidden" | "optional">, Native {}

/** Something that is on or off. */
export function Switch(props: Readonly<SwitchProps>): JSX.Element {
  const { label, checked, defaultChecked, disabled, onChange } = props;
  const wiring = useField({ ...props, optional: true });
  return (
    <div className="flex flex-col gap-1">
      <label className="touch flex items-center justify-between gap-4">
        <span className="font-medium">{label}</span>
        <input
          {...wiring.control}
          {...{ checked, defaultChecked, disabled, onChange }}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox brings its checked state along.
          role="switch"
          className="tick"
        />
      </label>
      <FieldNotes words={props} wiring={wiring} />
    </div>
  );
}

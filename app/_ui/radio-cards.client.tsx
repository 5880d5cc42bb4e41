"use client";

import clsx from "clsx";
import type { JSX, ReactNode } from "react";
import { FieldNotes, type FieldWiring, type FieldWords, Optional, useField } from "./field.client";

export interface RadioCard {
  value: string;
  label: string;
  description?: ReactNode;
  /** Stands at the right: a price, a chip. */
  aside?: ReactNode;
  isDisabled?: boolean;
}

export interface RadioCardsProps extends FieldWords {
  options: readonly RadioCard[];
  defaultValue?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  columns?: 1 | 2 | 3;
}

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" };

/** One of a few, each with a word of explanation. */
export function RadioCards(props: Readonly<RadioCardsProps>): JSX.Element {
  const { label, options, columns = 1 } = props;
  const wiring = useField(props);
  const { "aria-describedby": describedBy } = wiring.control;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5" aria-describedby={describedBy}>
      <legend className={props.isLabelHidden === true ? "sr-only" : "mb-1.5 font-medium"}>
        {label}
        <Optional isOptional={props.optional === true} />
      </legend>
      <div className={clsx("grid gap-2", COLUMNS[columns])}>
        {options.map((option) => (
          <Card key={option.value} option={option} props={props} wiring={wiring} />
        ))}
      </div>
      <FieldNotes words={props} wiring={wiring} />
    </fieldset>
  );
}

interface CardProps {
  option: RadioCard;
  props: RadioCardsProps;
  wiring: FieldWiring;
}

function Card({ option, props, wiring }: Readonly<CardProps>): JSX.Element {
  const { name, required, "aria-invalid": invalid } = wiring.control;
  const isControlled = props.value !== undefined;
  return (
    <label
      className={clsx(
        "relative flex min-h-11 items-start gap-3 rounded-md border border-stroke bg-raised px-3 py-2.5 transition-colors",
        "has-checked:border-accent has-checked:bg-accent-wash hover:not-has-checked:not-has-disabled:border-edge",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        invalid === true && "border-red",
      )}
    >
      <input
        type="radio"
        name={name}
        required={required}
        aria-invalid={invalid}
        value={option.value}
        disabled={option.isDisabled === true}
        {...(isControlled
          ? { checked: props.value === option.value }
          : { defaultChecked: props.defaultValue === option.value })}
        onChange={() => props.onValueChange?.(option.value)}
        className="tick mt-0.5 outline-none"
      />
      <span className="min-w-0 flex-1">
        <span className={clsx("block font-medium", option.isDisabled === true && "text-faint")}>
          {option.label}
        </span>
        {option.description !== undefined && (
          <span className="mt-0.5 block text-sm text-soft">{option.description}</span>
        )}
      </span>
      {option.aside !== undefined && <span className="shrink-0 text-sm">{option.aside}</span>}
    </label>
  );
}

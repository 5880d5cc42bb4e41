"use client";

import { createContext, type JSX, type ReactNode, useContext, useId } from "react";

interface FormState {
  readonly errors: ReadonlyMap<string, string>;
}

/** What the form around a field knows. Outside a form: nothing. */
export const FormContext = createContext<FormState>({ errors: new Map() });

export interface FieldWords {
  /** Key of the value in the request's body; dots make objects. */
  name: string;
  label: string;
  /** One sentence that helps to fill it in. */
  hint?: ReactNode;
  /**
   * True says "optional" beside the label; "unsaid" does not, for a filter whose empty choice has words
   * of its own. Otherwise the field is needed.
   */
  optional?: boolean | "unsaid";
  /** Keeps the label for screen readers only. */
  isLabelHidden?: boolean;
  /** Shown instead of what the form says. */
  error?: string;
}

export interface FieldWiring {
  /** Goes onto the control. */
  readonly control: {
    readonly id: string;
    readonly name: string;
    readonly required: boolean;
    readonly "aria-invalid"?: true;
    readonly "aria-describedby"?: string;
  };
  readonly hintId: string;
  readonly errorId: string;
  readonly error: string | undefined;
}

/** Ties a control to its label, hint and error. */
export function useField(words: Readonly<FieldWords>): FieldWiring {
  const id = useId();
  const { errors } = useContext(FormContext);
  const error = words.error ?? errors.get(words.name);
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [
    ...(words.hint === undefined ? [] : [hintId]),
    ...(error === undefined ? [] : [errorId]),
  ];
  return {
    control: {
      id,
      name: words.name,
      required: (words.optional ?? false) === false,
      ...(error === undefined ? {} : { "aria-invalid": true as const }),
      ...(described.length === 0 ? {} : { "aria-describedby": described.join(" ") }),
    },
    hintId,
    errorId,
    error,
  };
}

export interface FieldProps {
  words: FieldWords;
  wiring: FieldWiring;
  children: ReactNode;
}

/** Label above, control, error, hint. */
export function Field({ words, wiring, children }: Readonly<FieldProps>): JSX.Element {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label
        htmlFor={wiring.control.id}
        className={words.isLabelHidden === true ? "sr-only" : "font-medium"}
      >
        {words.label}
        <Optional isOptional={words.optional === true} />
      </label>
      {children}
      <FieldNotes words={words} wiring={wiring} />
    </div>
  );
}

/** The word beside the label of a field that may stay empty. */
export function Optional({ isOptional }: Readonly<{ isOptional: boolean }>): JSX.Element | null {
  if (!isOptional) return null;
  return <span className="ml-1.5 font-normal text-faint">optional</span>;
}

/** The error and the hint under a control. */
export function FieldNotes({ words, wiring }: Readonly<Omit<FieldProps, "children">>): JSX.Element {
  return (
    <>
      {wiring.error !== undefined && (
        <p id={wiring.errorId} className="text-sm text-red">
          {wiring.error}
        </p>
      )}
      {words.hint !== undefined && (
        <p id={wiring.hintId} className="text-sm text-faint">
          {words.hint}
        </p>
      )}
    </>
  );
}

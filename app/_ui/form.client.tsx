"use client";

import { type FormEvent, type JSX, type ReactNode, useEffect, useRef, useState } from "react";
import type { After } from "./after";
import type { ApiAnswer } from "./api-client";
import { type FieldProblem, problemSentence } from "./api-problem";
import { Button } from "./button";
import { FormContext } from "./field.client";
import { type JsonObject, toBody } from "./form-body";
import { type SortedProblems, sortProblems } from "./form-errors";
import { controlNamed, nativeProblems, readFields } from "./form-fields";
import { FormSummary, type FormTrouble } from "./form-summary";
import { useHydrated } from "./use-hydrated.client";
import { type SendRequest, useSend } from "./use-send.client";

export interface FormProps {
  method?: SendRequest["method"];
  /** Below /api/v1. */
  path: string;
  /** What the button does, as a verb: "Create article". */
  submitLabel: string;
  /** What happens after a yes. */
  after: After;
  /** The fields: TextField, Select and the others of this kit. */
  children: ReactNode;
  /** Members of the body that nobody types. */
  fixed?: JsonObject;
  /** Beside the button: a way back, a price. */
  aside?: ReactNode;
  submitTone?: "primary" | "secondary";
  /** Empties the fields after a yes; for forms that stay on the page. */
  isResetAfter?: boolean;
  /** For client parents that need the answer itself, such as a secret that is shown once. */
  onAnswer?: (answer: ApiAnswer) => void;
}

const NOTHING: SortedProblems = { byField: new Map(), rest: [] };

/** A form that writes through the API: errors beside their fields, a summary, focus on the first. */
export function Form(props: Readonly<FormProps>): JSX.Element {
  const { method = "POST", path, submitLabel, after, children, fixed = {} } = props;
  const form = useRef<HTMLFormElement>(null);
  const isHydrated = useHydrated();
  const { isSending, send } = useSend();
  const [trouble, setTrouble] = useState<FormTrouble | undefined>(undefined);
  const sorted = trouble?.sorted ?? NOTHING;

  // Once the fields are enabled again: a disabled one can't take the focus.
  useEffect(() => {
    if (trouble !== undefined && !isSending) focusFirst(form.current, trouble.sorted);
  }, [trouble, isSending]);

  const submit = async (element: HTMLFormElement): Promise<void> => {
    const fields = readFields(element);
    const names = fields.map((field) => field.name).concat(namesOf(element));
    const read = toBody(fields);
    const problems = [...nativeProblems(element), ...(read.ok ? [] : read.errors)];
    if (!read.ok || problems.length > 0) return setTrouble(localTrouble(problems, names));
    setTrouble(undefined);
    const answer = await send({ method, path, body: { ...fixed, ...read.body } }, after);
    if (!answer.ok) {
      const sentence = problemSentence(answer.problem);
      const { requestId } = answer.problem;
      setTrouble({ sentence, requestId, sorted: sortProblems(answer.problem.errors, names) });
    } else if (props.isResetAfter === true) element.reset();
    props.onAnswer?.(answer);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void submit(event.currentTarget);
  };

  return (
    // method="post": should a browser submit before our code runs, nothing typed lands in a URL.
    <form ref={form} method="post" noValidate onSubmit={onSubmit} aria-busy={isSending}>
      <FormContext value={{ errors: sorted.byField }}>
        <fieldset disabled={isSending} className="flex min-w-0 flex-col gap-5">
          {trouble !== undefined && <FormSummary trouble={trouble} />}
          {children}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-3 pt-1">
            <Button
              type="submit"
              tone={props.submitTone ?? "primary"}
              pending={isSending}
              disabled={!isHydrated}
            >
              {submitLabel}
            </Button>
            {props.aside}
          </div>
        </fieldset>
      </FormContext>
    </form>
  );
}

function localTrouble(problems: readonly FieldProblem[], names: readonly string[]): FormTrouble {
  const sentence =
    problems.length === 1
      ? "One field needs another look."
      : `${problems.length} fields need another look.`;
  return { sentence, requestId: undefined, sorted: sortProblems(problems, names) };
}

/** Names of fields that send nothing at present, such as a group with nothing chosen. */
function namesOf(form: HTMLFormElement): string[] {
  return Array.from(form.elements).flatMap((element) => {
    const name = element.getAttribute("name");
    return name === null ? [] : [name];
  });
}

function focusFirst(form: HTMLFormElement | null, sorted: SortedProblems): void {
  if (form === null) return;
  const first = namesOf(form).find((name) => sorted.byField.has(name));
  const target =
    first === undefined
      ? form.querySelector<HTMLElement>("[data-form-summary]")
      : controlNamed(form, first);
  target?.focus();
}

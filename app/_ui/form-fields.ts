import type { FieldProblem } from "./api-problem";
import type { FieldEntry, ValueKind } from "./form-body";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const KINDS: ReadonlySet<string> = new Set<ValueKind>([
  "text",
  "number",
  "boolean",
  "lines",
  "list",
  "usd",
  "instant",
  "json",
]);

/** Reads the fields of a form, in order. `data-kind`, `data-keep-empty` and `data-many` say how. */
export function readFields(form: HTMLFormElement): FieldEntry[] {
  return controlsOf(form).flatMap(toEntry);
}

/** What the browser itself finds wrong: a field that is needed, an address that is none. */
export function nativeProblems(form: HTMLFormElement): FieldProblem[] {
  return controlsOf(form)
    .filter((control) => !control.validity.valid)
    .map((control) => ({ path: control.name, message: nativeMessage(control) }));
}

/** The control that carries a name, to be focused. */
export function controlNamed(form: HTMLFormElement, name: string): HTMLElement | undefined {
  return controlsOf(form).find((control) => control.name === name);
}

function controlsOf(form: HTMLFormElement): Control[] {
  return Array.from(form.elements).filter(
    (element): element is Control =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement) &&
      element.name !== "",
  );
}

function toEntry(control: Control): FieldEntry[] {
  const entry = {
    name: control.name,
    kind: kindOf(control),
    value: control.value,
    isKeptEmpty: "keepEmpty" in control.dataset,
    isMany: "many" in control.dataset,
  };
  if (!(control instanceof HTMLInputElement)) return [entry];
  switch (control.type) {
    case "radio":
      return control.checked ? [entry] : [];
    case "checkbox":
      if (entry.isMany) return control.checked ? [entry] : [];
      return [{ ...entry, kind: "boolean", value: String(control.checked) }];
    default:
      return [entry];
  }
}

function kindOf(control: Control): ValueKind {
  const kind = control.getAttribute("data-kind");
  if (kind !== null && isKind(kind)) return kind;
  if (control.type === "number") return "number";
  return control.type === "datetime-local" ? "instant" : "text";
}

function isKind(value: string): value is ValueKind {
  return KINDS.has(value);
}

function nativeMessage(control: Control): string {
  if (!control.validity.valueMissing) return control.validationMessage;
  return control.type === "radio" || control instanceof HTMLSelectElement
    ? "Choose one."
    : "This is needed.";
}

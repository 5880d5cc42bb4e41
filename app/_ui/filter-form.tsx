import type { JSX } from "react";
import { Button } from "./button";
import { Select, type SelectOption } from "./select.client";

export interface FilterFormProps {
  /** The page that shows what is left. */
  action: string;
  /** The parameter of its address. */
  name: string;
  label: string;
  /** The entry that leaves nothing out: "Everything". */
  anyLabel: string;
  options: readonly SelectOption[];
  value: string;
}

/** Narrows a list to one kind; the choice is part of the address. Works before any script has run. */
export function FilterForm(props: Readonly<FilterFormProps>): JSX.Element {
  const { action, name, label, anyLabel, options, value } = props;
  return (
    <form action={action} className="mb-6 flex flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1 basis-48 sm:max-w-64">
        <Select
          key={value}
          name={name}
          label={label}
          options={[{ value: "", label: anyLabel }, ...options]}
          defaultValue={value}
          optional="unsaid"
        />
      </div>
      <Button type="submit">Show</Button>
    </form>
  );
}

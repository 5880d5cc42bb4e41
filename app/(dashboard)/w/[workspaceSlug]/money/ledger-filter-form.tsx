import type { JSX } from "react";
import { FilterBar } from "@/app/_ui/filter-bar";
import { Select } from "@/app/_ui/select.client";
import { TextField } from "@/app/_ui/text-field.client";
import { LEDGER_ACCOUNTS, LEDGER_FILTER_NAMES, LEDGER_KINDS } from "@/lib/billing";
import { accountWords, LEDGER_KIND_WORDS } from "./ledger-words";

export type FilterValues = Readonly<Record<(typeof LEDGER_FILTER_NAMES)[number], string>>;

interface LedgerFilterFormProps {
  /** The page that shows what is left. */
  action: string;
  values: FilterValues;
}

/** Narrows the book; the choices are part of the address. Works before any script has run. */
export function LedgerFilterForm(props: Readonly<LedgerFilterFormProps>): JSX.Element {
  const { action, values } = props;
  const isNarrow = LEDGER_FILTER_NAMES.some((name) => values[name] !== "");
  return (
    <FilterBar action={action} isNarrow={isNarrow} columns={3}>
      <TextField
        name="text"
        type="search"
        label="Memo"
        optional="unsaid"
        defaultValue={values.text}
      />
      <Select
        key={`kind ${values.kind}`}
        name="kind"
        label="Kind"
        optional="unsaid"
        options={[
          { value: "", label: "All kinds" },
          ...LEDGER_KINDS.map((value) => ({ value, label: LEDGER_KIND_WORDS[value] })),
        ]}
        defaultValue={values.kind}
      />
      <Select
        key={`account ${values.account}`}
        name="account"
        label="Account"
        optional="unsaid"
        options={[
          { value: "", label: "All accounts" },
          ...LEDGER_ACCOUNTS.map((value) => ({ value, label: accountWords(value) })),
        ]}
        defaultValue={values.account}
      />
      <TextField
        name="from"
        type="date"
        label="From"
        optional="unsaid"
        defaultValue={values.from}
      />
      <TextField name="to" type="date" label="To" optional="unsaid" defaultValue={values.to} />
    </FilterBar>
  );
}

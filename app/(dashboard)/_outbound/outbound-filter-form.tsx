import type { JSX } from "react";
import { FilterBar } from "@/app/_ui/filter-bar";
import { Select } from "@/app/_ui/select.client";
import { TextField } from "@/app/_ui/text-field.client";
import { OUTBOUND_FILTER_NAMES, OUTBOUND_PURPOSES, OUTBOUND_VERDICTS } from "@/lib/outbound-log";
import { type SearchParams, textParam } from "../search-params";
import { PURPOSE_WORDS, VERDICT_WORDS } from "./outbound-words";

export type OutboundFilterValues = Readonly<Record<(typeof OUTBOUND_FILTER_NAMES)[number], string>>;

/** The filter that an address says. A verdict or purpose that nobody knows narrows nothing. */
export function outboundFilterValues(search: SearchParams): OutboundFilterValues {
  const [verdict, purpose] = [textParam(search, "verdict"), textParam(search, "purpose")];
  return {
    verdict: OUTBOUND_VERDICTS.find((known) => known === verdict) ?? "",
    purpose: OUTBOUND_PURPOSES.find((known) => known === purpose) ?? "",
    host: textParam(search, "host").slice(0, HOST_CHARS_MAX),
  };
}

const HOST_CHARS_MAX = 253;

interface OutboundFilterFormProps {
  /** The page that shows what is left. */
  action: string;
  values: OutboundFilterValues;
}

/** Narrows the log; the choices are part of the address. Works before any script has run. */
export function OutboundFilterForm(props: Readonly<OutboundFilterFormProps>): JSX.Element {
  const { action, values } = props;
  const isNarrow = OUTBOUND_FILTER_NAMES.some((name) => values[name] !== "");
  return (
    <FilterBar action={action} isNarrow={isNarrow} columns={4}>
      <TextField
        name="host"
        type="search"
        label="Host"
        optional="unsaid"
        defaultValue={values.host}
      />
      <Select
        key={`verdict ${values.verdict}`}
        name="verdict"
        label="Verdict"
        optional="unsaid"
        options={[
          { value: "", label: "All verdicts" },
          ...OUTBOUND_VERDICTS.map((value) => ({ value, label: VERDICT_WORDS[value] })),
        ]}
        defaultValue={values.verdict}
      />
      <Select
        key={`purpose ${values.purpose}`}
        name="purpose"
        label="For"
        optional="unsaid"
        options={[
          { value: "", label: "Everything" },
          ...OUTBOUND_PURPOSES.map((value) => ({ value, label: PURPOSE_WORDS[value] })),
        ]}
        defaultValue={values.purpose}
      />
    </FilterBar>
  );
}

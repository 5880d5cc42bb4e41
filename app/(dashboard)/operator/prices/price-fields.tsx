import type { JSX } from "react";
import { TextField } from "@/app/_ui/text-field.client";

/** What a model costs, as it is asked for. */
export function PriceFields(): JSX.Element {
  return (
    <>
      <Rate name="input_nanos_per_mtok" label="Input" />
      <Rate name="output_nanos_per_mtok" label="Output" />
      <Rate
        name="cache_read_nanos_per_mtok"
        label="Read from the cache"
        isOptional
        hint="As input, where it is left out."
      />
      <Rate
        name="cache_write_nanos_per_mtok"
        label="Written to the cache"
        isOptional
        hint="As input, where it is left out."
      />
      <TextField
        name="effective_from"
        type="datetime-local"
        label="From"
        optional
        hint="Now, where it is left out. A step that has begun keeps its price. Tiers by length can be set over the API."
      />
    </>
  );
}

interface RateProps {
  name: string;
  label: string;
  hint?: string;
  isOptional?: boolean;
}

function Rate({ name, label, hint, isOptional = false }: Readonly<RateProps>): JSX.Element {
  return (
    <TextField
      name={name}
      kind="usd"
      label={label}
      prefix="$"
      suffix="per Mtok"
      inputMode="decimal"
      {...(hint === undefined ? {} : { hint })}
      {...(isOptional ? { optional: true } : {})}
    />
  );
}

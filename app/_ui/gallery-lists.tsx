import type { JSX } from "react";
import { FilterForm } from "./filter-form";
import { OnceSecretDemo } from "./gallery-demo.client";
import { PairPlot, type PairPoint } from "./pair-plot";
import { SearchForm } from "./search-form";
import { Section } from "./section";
import { TrendPlot, type TrendPoint } from "./trend-plot";

const BALANCES: readonly TrendPoint[] = [
  { label: "20 Nov", value: 0, text: "$0.00" },
  { label: "21 Nov", value: 5, text: "$5.00" },
  { label: "22 Nov", value: 4.9, text: "$4.90" },
  { label: "23 Nov", value: 3.2, text: "$3.20" },
  { label: "24 Nov", value: 3.1, text: "$3.10" },
];

const PAIRS: readonly PairPoint[] = [
  { label: "20 Nov", values: [4, 4.1], texts: ["$4.00", "$4.10"] },
  { label: "21 Nov", values: [6, 6], texts: ["$6.00", "$6.00"] },
  { label: "22 Nov", values: [5.2, 7.4], texts: ["$5.20", "$7.40"] },
];

/** What stands around a long list, a line over time, and what is shown once. */
export function GalleryLists(): JSX.Element {
  return (
    <>
      <Section title="Search and filter" description="Each answer has an address of its own.">
        <SearchForm action="?" name="query" label="Search titles" value="receipt" />
        <FilterForm
          action="?"
          name="kind"
          label="Kind"
          anyLabel="All kinds"
          options={[
            { value: "grant", label: "Given" },
            { value: "settle", label: "Spent" },
          ]}
          value=""
        />
      </Section>
      <Section title="Trend">
        <TrendPlot label="Balance at the end of each day" points={BALANCES} zeroText="$0" />
      </Section>
      <Section title="Two lines">
        <PairPlot
          label="Ours and theirs by day"
          names={["Ours", "Theirs"]}
          points={PAIRS}
          zeroText="$0"
        />
      </Section>
      <Section title="Shown once">
        <OnceSecretDemo />
      </Section>
    </>
  );
}

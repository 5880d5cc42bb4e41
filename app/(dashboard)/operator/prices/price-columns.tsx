import { Chip } from "@/app/_ui/chip";
import { Money } from "@/app/_ui/money";
import type { Column } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { PriceView } from "@/lib/pricing/schema";
import { hrefWith } from "../../search-params";

/** The model's id, which leads to all its prices below `path`. */
export function modelColumn(path: string): Column<PriceView> {
  return {
    key: "model",
    header: "Model",
    isRowHeader: true,
    cell: ({ provider, model }) => (
      <>
        <TextLink href={hrefWith(path, { provider, model })} isQuiet>
          <span className="font-mono">{model}</span>
        </TextLink>{" "}
        <span className="font-normal text-faint">{provider}</span>
      </>
    ),
  };
}

const rate = (
  key: "input" | "cache_read" | "cache_write" | "output",
  header: string,
): Column<PriceView> => ({
  key,
  header,
  align: "end",
  cell: (price) =>
    price.is_end ? "–" : <Money nanos={price[`${key}_nanos_per_mtok`]} precision="full" />,
});

/** What it costs, and who says so. */
export const PRICE_COLUMNS: readonly Column<PriceView>[] = [
  rate("input", "Input"),
  rate("cache_read", "Cache read"),
  rate("cache_write", "Cache write"),
  rate("output", "Output"),
  { key: "more", header: "Besides", cell: (price) => moreOf(price).join(", ") },
  {
    key: "source",
    header: "Set by",
    cell: ({ source }) =>
      source === "operator" ? <Chip tone="active">You</Chip> : <span>{source}</span>,
  },
];

function moreOf({ tiers, request_nanos, web_search_nanos }: PriceView): string[] {
  return [
    ...tiers.map((tier) => `dearer from ${tier.from_input_tokens.toLocaleString("en-US")} tokens`),
    ...(request_nanos === "0" ? [] : ["a fee per request"]),
    ...(web_search_nanos === "0" ? [] : ["a fee per search"]),
  ];
}

/** When a price begins, and whether it is the one that counts. */
export const FROM_COLUMN: Column<PriceView> = {
  key: "from",
  header: "From",
  isRowHeader: true,
  cell: ({ effective_from, is_in_force, is_end }) => (
    <>
      {effective_from.startsWith("1970-") ? (
        "The beginning"
      ) : (
        <Timestamp value={effective_from} format="datetime" />
      )}{" "}
      {is_in_force && <Chip tone="good">In force</Chip>}
      {is_end && <Chip tone="neutral">Your price ends</Chip>}
    </>
  ),
};

import { Search } from "lucide-react";
import type { JSX } from "react";
import { Button } from "./button";

export interface SearchFormProps {
  /** The page that shows what is found. */
  action: string;
  name: string;
  /** What is searched: "Search titles". */
  label: string;
  /** What is being looked for now. */
  value: string;
}

/** Looks for a text; the answer is a page with an address of its own. Works before any script has run. */
export function SearchForm(props: Readonly<SearchFormProps>): JSX.Element {
  const { action, name, label, value } = props;
  return (
    <search>
      <form action={action} className="mb-5 flex max-w-md items-center gap-2">
        <div className="relative flex flex-1 items-center">
          <Search className="pointer-events-none absolute left-2.5 size-4 text-faint" aria-hidden />
          <input
            type="search"
            name={name}
            aria-label={label}
            placeholder={label}
            defaultValue={value}
            maxLength={200}
            className="control pl-8"
          />
        </div>
        <Button type="submit">Search</Button>
      </form>
    </search>
  );
}

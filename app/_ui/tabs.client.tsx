"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import { type JSX, type ReactNode, useState } from "react";

export interface TabEntry {
  id: string;
  label: string;
  /** A number beside the label. */
  count?: number;
  panel: ReactNode;
}

export interface TabsProps {
  /** Says what the tabs are of, for screen readers. */
  label: string;
  tabs: readonly TabEntry[];
  /** The tab that the page's URL asks for; otherwise the first one. */
  selected?: string;
  /** Name of the query parameter that keeps the selection in the URL. */
  param?: string;
  /** With onValueChange: the parent holds the selection. */
  value?: string;
  onValueChange?: (id: string) => void;
}

/** Views of one thing. The URL remembers which, so that a link and a reload show the same. */
export function Tabs(props: Readonly<TabsProps>): JSX.Element {
  const { label, tabs, selected, param, onValueChange } = props;
  const first = tabs.find((tab) => tab.id === selected) ?? tabs[0];
  const [value, setValue] = useState(first?.id ?? "");
  const choose = (next: unknown) => {
    if (typeof next !== "string") return;
    setValue(next);
    onValueChange?.(next);
    if (param !== undefined) rememberInUrl(param, next);
  };
  return (
    <Base.Root value={props.value ?? value} onValueChange={choose}>
      <Base.List aria-label={label} className="flex gap-x-5 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="-mb-px inline-flex h-10 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-soft transition-colors hover:text-ink focus-visible:outline-offset-[-2px] data-active:border-ink data-active:font-medium data-active:text-ink max-sm:h-11 max-sm:min-w-11 max-sm:justify-center"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="font-mono text-xs text-faint tabular-nums">{tab.count}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="pt-5">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}

function rememberInUrl(param: string, value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(param, value);
  window.history.replaceState(null, "", url);
}

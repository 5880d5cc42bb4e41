"use client";

import { PanelBottomOpen } from "lucide-react";
import type { JSX, ReactNode } from "react";
import { Button } from "./button";
import { Drawer } from "./drawer.client";
import { useMedia } from "./media.client";
import { type TabEntry, Tabs } from "./tabs.client";

export interface RailProps {
  /** What it is about: "Evidence and checks". */
  label: string;
  tabs: readonly TabEntry[];
  /** The tab the URL asks for, in `?rail=`. */
  selected?: string;
  /** With onValueChange: the parent holds the selected tab. */
  value?: string;
  onValueChange?: (id: string) => void;
  /** With onOpenChange: the parent opens and closes the sheet of a phone. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

const WIDE = "(width >= 64rem)";

/** What stands behind the text: beside it on a desk, in a sheet from the bottom edge on a phone. */
export function Rail(props: Readonly<RailProps>): JSX.Element {
  const { label, tabs, selected, value, onValueChange, isOpen, onOpenChange } = props;
  const isWide = useMedia(WIDE, true);
  const panels = (
    <Tabs
      label={label}
      tabs={tabs}
      param="rail"
      {...(selected === undefined ? {} : { selected })}
      {...(value === undefined ? {} : { value })}
      {...(onValueChange === undefined ? {} : { onValueChange })}
    />
  );
  if (isWide) {
    return (
      <aside aria-label={label} className="border-l pl-6 max-lg:hidden">
        <div className="sticky top-13 -mt-2 max-h-[calc(100dvh-3.25rem)] overflow-y-auto pb-8">
          {panels}
        </div>
      </aside>
    );
  }
  return (
    <aside
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-20 flex justify-center border-t bg-paper p-2"
    >
      <Drawer
        title={label}
        side="bottom"
        {...(isOpen === undefined ? {} : { isOpen })}
        {...(onOpenChange === undefined ? {} : { onOpenChange })}
        trigger={
          <Button tone="quiet" icon={<PanelBottomOpen aria-hidden />}>
            {label}
          </Button>
        }
      >
        <div className="px-5 pb-8">{panels}</div>
      </Drawer>
    </aside>
  );
}

export interface WithRailProps {
  children: ReactNode;
  /** A Rail. */
  rail: ReactNode;
}

/** A work page: the text, and its rail. */
export function WithRail({ children, rail }: Readonly<WithRailProps>): JSX.Element {
  return (
    <div className="gap-x-10 max-lg:pb-16 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="min-w-0">{children}</div>
      {rail}
    </div>
  );
}

"use client";

import { Drawer as Base } from "@base-ui/react/drawer";
import { X } from "lucide-react";
import type { JSX, ReactElement, ReactNode } from "react";
import { IconButton } from "./icon-button";
import { BACKDROP } from "./popup-class";

export interface DrawerProps {
  title: string;
  /** `left` for navigation, `bottom` for a sheet. */
  side: "left" | "bottom";
  trigger: ReactElement;
  children: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

const POPUPS = {
  left:
    "h-full w-72 max-w-[calc(100vw-3rem)] border-r translate-x-(--drawer-swipe-movement-x) " +
    "data-ending-style:-translate-x-full data-starting-style:-translate-x-full",
  bottom:
    "mt-auto max-h-[85dvh] w-full rounded-t-md border-t translate-y-(--drawer-swipe-movement-y) " +
    "data-ending-style:translate-y-full data-starting-style:translate-y-full",
};

/** A panel from the edge of a phone. It can be swiped away, closed by its button or by Escape. */
export function Drawer(props: Readonly<DrawerProps>): JSX.Element {
  const { title, side, trigger, children, isOpen, onOpenChange } = props;
  return (
    <Base.Root
      swipeDirection={side === "left" ? "left" : "down"}
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined
        ? {}
        : { onOpenChange: (open: boolean) => onOpenChange(open) })}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Viewport className="fixed inset-0 z-40 flex">
          <Base.Popup
            className={`flex flex-col bg-paper shadow-raised outline-none transition-[translate] duration-150 data-swiping:transition-none ${POPUPS[side]}`}
          >
            <header className="flex items-center justify-between gap-4 py-1.5 pr-2 pl-5">
              <Base.Title className="font-semibold">{title}</Base.Title>
              <Base.Close
                render={<IconButton label="Close" hasTooltip={false} icon={<X aria-hidden />} />}
              />
            </header>
            <Base.Content className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
              {children}
            </Base.Content>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { JSX, ReactElement, ReactNode } from "react";

const DELAY_MS = 350;

export interface TooltipProps {
  /** Repeats or names; never the only place where something is said. */
  text: ReactNode;
  /** One focusable element. */
  children: ReactElement;
  side?: "top" | "bottom" | "left" | "right";
}

/** A short note on hover and focus. Touch never shows it, so nothing may depend on it. */
export function Tooltip({ text, children, side = "top" }: Readonly<TooltipProps>): JSX.Element {
  return (
    <Base.Root>
      <Base.Trigger delay={DELAY_MS} render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="max-w-64 rounded-sm bg-ink px-2 py-1 text-xs text-paper transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

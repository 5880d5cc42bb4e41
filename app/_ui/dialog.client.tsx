"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import clsx from "clsx";
import { X } from "lucide-react";
import type { JSX, ReactElement, ReactNode } from "react";
import { IconButton } from "./icon-button";
import { BACKDROP, DIALOG_VIEWPORT, POPUP } from "./popup-class";

export interface DialogProps {
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  children: ReactNode;
  /** A button that opens it; without one the parent controls `isOpen`. */
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  size?: "md" | "lg";
}

/** A dialog: for a short task that belongs to this page. Escape closes it; focus goes back. */
export function Dialog(props: Readonly<DialogProps>): JSX.Element {
  const { title, description, children, trigger, isOpen, onOpenChange, size = "md" } = props;
  return (
    <Base.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined
        ? {}
        : { onOpenChange: (open: boolean) => onOpenChange(open) })}
    >
      {trigger !== undefined && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Viewport className={DIALOG_VIEWPORT}>
          <Base.Popup className={clsx(POPUP, "w-full", size === "md" ? "max-w-lg" : "max-w-3xl")}>
            <header className="flex items-start justify-between gap-4 pt-5 pr-4 pl-6">
              <div className="min-w-0">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description !== undefined && (
                  <Base.Description className="mt-1 text-soft">{description}</Base.Description>
                )}
              </div>
              <Base.Close
                render={
                  <IconButton size="sm" label="Close" hasTooltip={false} icon={<X aria-hidden />} />
                }
              />
            </header>
            <div className="px-6 pt-4 pb-6">{children}</div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

import clsx from "clsx";
import type { ComponentProps, JSX, ReactElement } from "react";
import { Tooltip } from "./tooltip.client";

export interface IconButtonProps
  extends Omit<ComponentProps<"button">, "className" | "style" | "children" | "aria-label"> {
  /** What it does, in words: read by screen readers, shown as a tooltip. */
  label: string;
  icon: ReactElement;
  size?: "md" | "sm";
  side?: "top" | "bottom" | "left" | "right";
  /** False where the icon needs no explaining: the cross of a dialog. */
  hasTooltip?: boolean;
}

const BASE =
  "touch inline-flex shrink-0 items-center justify-center rounded-md text-soft transition-colors " +
  "hover:not-disabled:bg-sunken hover:not-disabled:text-ink disabled:opacity-45 aria-pressed:bg-accent-wash aria-pressed:text-accent";

/** A button that shows an icon alone. */
export function IconButton(props: Readonly<IconButtonProps>): JSX.Element {
  const { label, icon, size = "md", side = "top", hasTooltip = true, ...rest } = props;
  const button = (
    <button
      type="button"
      {...rest}
      aria-label={label}
      className={clsx(BASE, size === "md" ? "size-9 [&_svg]:size-4.5" : "size-7 [&_svg]:size-4")}
    >
      {icon}
    </button>
  );
  if (!hasTooltip) return button;
  return (
    <Tooltip text={label} side={side}>
      {button}
    </Tooltip>
  );
}

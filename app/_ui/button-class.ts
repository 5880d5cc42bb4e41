import clsx from "clsx";

export type ButtonTone = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "md" | "sm";

const BASE =
  "touch inline-flex shrink-0 select-none items-center justify-center gap-1.5 rounded-md font-medium " +
  "whitespace-nowrap no-underline transition-colors [&_svg]:size-4 [&_svg]:shrink-0 " +
  "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed";

const TONES: Readonly<Record<ButtonTone, string>> = {
  primary: "bg-accent text-on-accent hover:not-disabled:bg-accent-deep",
  secondary:
    "border border-stroke bg-raised text-ink hover:not-disabled:border-edge hover:not-disabled:bg-desk",
  quiet: "text-soft hover:not-disabled:bg-sunken hover:not-disabled:text-ink",
  danger: "bg-red text-on-red hover:not-disabled:bg-red-deep",
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  md: "h-9 px-3.5 text-base",
  sm: "h-7 px-2.5 text-sm",
};

/** The classes of everything that looks like a button. */
export function buttonClass(tone: ButtonTone, size: ButtonSize): string {
  return clsx(BASE, TONES[tone], SIZES[size]);
}

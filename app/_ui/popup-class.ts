/** The classes that everything shares that lies above the page. */
export const POPUP =
  "rounded-md border bg-raised text-ink shadow-raised outline-none transition-[opacity,scale] " +
  "data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0";

export const BACKDROP =
  "fixed inset-0 z-40 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";

export const DIALOG_VIEWPORT =
  "fixed inset-0 z-40 grid place-items-center overflow-y-auto overscroll-contain p-4";

import localFont from "next/font/local";

/*
 * Three families, self-hosted: nothing is asked of a font service. Latin is preloaded where the
 * first paint needs it; extended Latin is fetched only by a page that has such letters, which its
 * `unicode-range` decides. The arguments must be literals: Next reads them while compiling.
 */

const inter = localFont({
  src: "../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  variable: "--font-inter",
  weight: "100 900",
  display: "swap",
  adjustFontFallback: "Arial",
});

const interExtended = localFont({
  src: "../../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
  variable: "--font-inter-ext",
  weight: "100 900",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: "unicode-range", value: "U+0100-02BA, U+1D00-1EFF, U+20A0-20C0, U+2C60-2C7F" },
  ],
});

const sourceSerif = localFont({
  src: [
    {
      path: "../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
      weight: "200 900",
      style: "normal",
    },
    {
      path: "../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
      weight: "200 900",
      style: "italic",
    },
  ],
  variable: "--font-source-serif",
  display: "swap",
  preload: false,
  adjustFontFallback: "Times New Roman",
});

const sourceSerifExtended = localFont({
  src: "../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2",
  variable: "--font-source-serif-ext",
  weight: "200 900",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: "unicode-range", value: "U+0100-02BA, U+1D00-1EFF, U+20A0-20C0, U+2C60-2C7F" },
  ],
});

const jetbrains = localFont({
  src: "../../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
  variable: "--font-jetbrains",
  weight: "100 800",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
});

/** Goes on `<html className>`: defines the variables that globals.css builds its font stacks from. */
export const fontClassNames: string = [
  inter,
  interExtended,
  sourceSerif,
  sourceSerifExtended,
  jetbrains,
]
  .map((font) => font.variable)
  .join(" ");

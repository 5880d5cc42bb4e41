import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

// Guarantee: whatever ink stands on whatever ground, in both themes, it can be read (WCAG 2.2, 1.4.3
// and 1.4.11). The numbers come out of globals.css itself, so a changed token is a checked token.

const CSS = readFileSync(new URL("../globals.css", import.meta.url), "utf8");
const TOKEN = /--color-([a-z-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\);/g;

type Triple = readonly [lightness: number, chroma: number, hue: number];
interface Token {
  readonly light: Triple;
  readonly dark: Triple;
}

const TOKENS = new Map<string, Token>(
  [...CSS.matchAll(TOKEN)].map(([, name = "", light = "", dark = ""]) => [
    name,
    { light: toTriple(light), dark: toTriple(dark) },
  ]),
);
const THEMES = ["light", "dark"] as const;

const SURFACES = ["paper", "desk", "raised", "sunken"];
const WASHES = ["accent-wash", "green-wash", "amber-wash", "red-wash"];
const TEXT: ReadonlyArray<readonly [ink: string, grounds: readonly string[]]> = [
  ["ink", [...SURFACES, ...WASHES]],
  ["soft", [...SURFACES, ...WASHES]],
  ["faint", [...SURFACES, "red-wash", "green-wash"]],
  ["accent", [...SURFACES, "accent-wash"]],
  ["accent-deep", SURFACES],
  ["green", [...SURFACES, "green-wash"]],
  ["amber", [...SURFACES, "amber-wash"]],
  ["red", [...SURFACES, "red-wash"]],
  ["on-accent", ["accent", "accent-deep"]],
  ["on-red", ["red", "red-deep"]],
  ["paper", ["ink"]],
];
const OUTLINES: ReadonlyArray<readonly [line: string, grounds: readonly string[]]> = [
  ["edge", ["paper", "desk", "raised"]],
  ["accent", SURFACES],
];

describe.each(THEMES)("in the %s theme", (theme) => {
  const pairs = TEXT.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const));
  it.each(pairs)("text in %s on %s has a contrast of 4.5 : 1", (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  const lines = OUTLINES.flatMap(([line, grounds]) =>
    grounds.map((ground) => [line, ground] as const),
  );
  it.each(lines)("the outline %s on %s has a contrast of 3 : 1", (line, ground) => {
    expect(contrast(colour(line, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  it("every token lies inside sRGB, so that no screen shifts it", () => {
    const outside = [...TOKENS].filter(([, token]) =>
      toLinearRgb(token[theme]).some((channel) => channel < -0.001 || channel > 1.001),
    );
    expect(outside.map(([name]) => name)).toEqual([]);
  });
});

describe("globals.css", () => {
  it("keeps the tokens that the interface is designed on", () => {
    expect(TOKENS.get("paper")).toEqual({ light: [0.985, 0.004, 85], dark: [0.19, 0.015, 260] });
    expect(TOKENS.get("ink")).toEqual({ light: [0.22, 0.02, 260], dark: [0.93, 0.006, 85] });
    expect(TOKENS.get("accent")).toEqual({ light: [0.5, 0.16, 262], dark: [0.72, 0.13, 262] });
  });

  it("asks nothing of another host", () => {
    expect(CSS).not.toMatch(/url\(|https?:/);
  });

  it("agrees with a known value: black on white is 21 : 1", () => {
    expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 1);
  });
});

function colour(name: string, theme: "light" | "dark"): Triple {
  const token = TOKENS.get(name);
  if (token === undefined) throw new Error(`There is no token ${name}.`);
  return token[theme];
}

function toTriple(text: string): Triple {
  const [lightness = Number.NaN, chroma = Number.NaN, hue = Number.NaN] = text
    .split(/[\s/]+/)
    .map(Number);
  return [lightness, chroma, hue];
}

function contrast(one: Triple, other: Triple): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(triple: Triple): number {
  const [red = 0, green = 0, blue = 0] = toLinearRgb(triple).map((channel) =>
    Math.min(Math.max(channel, 0), 1),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** CSS Color 4, section 18: OKLCH to linear-light sRGB. */
function toLinearRgb([lightness, chroma, hue]: Triple): readonly number[] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

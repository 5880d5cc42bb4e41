// Names in the order of their search: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
const BROWSERS: ReadonlyArray<readonly [pattern: RegExp, name: string]> = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\b(?:OPR|Opera)\//, "Opera"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Headless)?(?:Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: ReadonlyArray<readonly [pattern: RegExp, name: string]> = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "Mac"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

const NAME_CHARS_MAX = 60;

/** A device as its owner would call it, from a User-Agent header: "Firefox on Windows". */
export function deviceWords(userAgent: string | null): string {
  if (userAgent === null || userAgent.trim() === "") return "Unknown device";
  const browser = nameIn(BROWSERS, userAgent);
  const system = nameIn(SYSTEMS, userAgent);
  if (browser !== undefined) return system === undefined ? browser : `${browser} on ${system}`;
  // A program: its own first word, such as "curl/8.9", says most.
  return (userAgent.trim().split(/\s+/)[0] ?? userAgent).slice(0, NAME_CHARS_MAX);
}

function nameIn(
  names: ReadonlyArray<readonly [pattern: RegExp, name: string]>,
  text: string,
): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1];
}

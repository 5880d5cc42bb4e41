// The parser spends time on nested markers that grows with the third power of their depth, and walks
// the whole block back for each marker that closes nothing. No person writes a hundred of either in
// one block, so markers beyond that are blunted before the parser sees them.

/** So many markers of one kind may be open at once in a block. More are shown as dots. */
export const OPEN_MARKERS_MAX = 100;
/** So many may close nothing, or stand inside a word. Higher: those in code are counted too. */
export const STRAY_MARKERS_MAX = 500;

/**
 * Replaces the markers that open the hundredth level and deeper with dots. The length of the text
 * stays the same, so offsets stay true. Linear in the length of the text.
 */
export function bluntDeepMarkers(markdown: string): string {
  const blunted: string[] = [];
  let position = 0;
  const shallow = markdown.replace(DEEP_PREFIX, dots);
  for (const [start, end] of deepMarkers(shallow)) {
    blunted.push(shallow.slice(position, start), "·".repeat(end - start));
    position = end;
  }
  return blunted.join("") + shallow.slice(position);
}

type Range = readonly [start: number, end: number];

interface Nesting {
  /** How many are open, by marker. */
  readonly open: Map<string, number>;
  /** Closing markers up to here may be code or HTML, so they close nothing. */
  shieldedUntil: number;
  /** Per open bracket, what was open outside. A marker inside can't close it. */
  readonly outside: Map<string, number>[];
  /** How many closed nothing so far. */
  strays: number;
}

function deepMarkers(markdown: string): Range[] {
  const deep: Range[] = [];
  const ticks = new TickRuns(markdown);
  let nesting = startBlock();
  for (const match of markdown.matchAll(TOKEN)) {
    const start = match.index;
    const end = start + match[0].length;
    const first = markdown[start] ?? "";
    if (first === "\n") nesting = startBlock();
    else if (first === "`" || first === "<") shield(nesting, start, end, ticks);
    else if (isDeep(nesting, first, end - start, sidesOf(markdown, start, end))) {
      deep.push([start, end]);
    }
  }
  return deep;
}

function isDeep(nesting: Nesting, first: string, length: number, sides: Sides): boolean {
  if (first === "]") nesting.outside.pop();
  if (first === "[") return !openBracket(nesting);
  return MARKERS.has(first) && countMarker(nesting, first, length, sides);
}

function startBlock(): Nesting {
  return { open: new Map(), shieldedUntil: 0, outside: [], strays: 0 };
}

function shield(nesting: Nesting, start: number, end: number, ticks: TickRuns): void {
  if (start < nesting.shieldedUntil) return;
  nesting.shieldedUntil = end - start > 1 && ticks.isAngle(start) ? end : ticks.closing(start, end);
}

function openBracket(nesting: Nesting): boolean {
  if (nesting.outside.length >= OPEN_MARKERS_MAX) return false;
  nesting.outside.push(new Map(nesting.open));
  return true;
}

interface Sides {
  readonly mayOpen: boolean;
  readonly mayClose: boolean;
  readonly start: number;
}

/** Counts a run of markers. True when it is one too many. */
function countMarker(nesting: Nesting, marker: string, length: number, sides: Sides): boolean {
  if (length > OPEN_MARKERS_MAX) return true;
  if (sides.mayOpen && sides.mayClose) return marker !== "_" && isStray(nesting);
  if (sides.mayClose) return closeMarker(nesting, marker, length, sides.start);
  if (!sides.mayOpen) return false;
  const open = (nesting.open.get(marker) ?? 0) + length;
  if (open > OPEN_MARKERS_MAX) return true;
  nesting.open.set(marker, open);
  return false;
}

function closeMarker(nesting: Nesting, marker: string, length: number, start: number): boolean {
  const open = nesting.open.get(marker) ?? 0;
  const floor = nesting.outside.at(-1)?.get(marker) ?? 0;
  if (start < nesting.shieldedUntil || open <= floor) return isStray(nesting);
  nesting.open.set(marker, Math.max(floor, open - length));
  return false;
}

function isStray(nesting: Nesting): boolean {
  nesting.strays += 1;
  return nesting.strays > STRAY_MARKERS_MAX;
}

/** Which way a run of markers faces: CommonMark 0.31, section 6.2, left- and right-flanking. */
function sidesOf(markdown: string, start: number, end: number): Sides {
  const before = markdown[start - 1] ?? " ";
  const after = markdown[end] ?? " ";
  const isSoftBefore = SPACE.test(before) || PUNCTUATION.test(before);
  const isSoftAfter = SPACE.test(after) || PUNCTUATION.test(after);
  const mayOpen = !SPACE.test(after) && (!PUNCTUATION.test(after) || isSoftBefore);
  const mayClose = !SPACE.test(before) && (!PUNCTUATION.test(before) || isSoftAfter);
  return { mayOpen, mayClose, start };
}

/** Finds the run of backticks that ends a code span, without searching the text again each time. */
class TickRuns {
  private readonly markdown: string;
  private readonly starts = new Map<number, number[]>();

  constructor(markdown: string) {
    this.markdown = markdown;
    for (const { index, 0: run } of markdown.matchAll(/`+/g)) {
      const starts = this.starts.get(run.length);
      if (starts === undefined) this.starts.set(run.length, [index]);
      else starts.push(index);
    }
    for (const starts of this.starts.values()) starts.reverse();
  }

  isAngle(start: number): boolean {
    return this.markdown[start] === "<";
  }

  /** The offset at which the code span that begins at `start` ends, or `end` if it never does. */
  closing(start: number, end: number): number {
    const starts = this.starts.get(end - start);
    if (starts === undefined) return end;
    while (starts.length > 0 && (starts.at(-1) ?? 0) <= start) starts.pop();
    const last = starts.at(-1);
    return last === undefined ? end : last + (end - start);
  }
}

function dots(prefix: string): string {
  return "·".repeat(prefix.length);
}

const MARKERS: ReadonlySet<string> = new Set(["*", "_", "~"]);
const TOKEN = /\\[^\n]|\n[ \t]*\n|`+|<[^<>]*>|\*+|_+|~+|\[|\]/g;
const SPACE = /\s/;
const PUNCTUATION = /[\p{P}\p{S}]/u;
// A line that opens a hundred quotations or lists at once.
const DEEP_PREFIX = /^[ \t]*(?:>[ \t]*|(?:[-+*]|\d{1,9}[.)])[ \t]+){100,}/gm;

import { diffLines, diffWordsWithSpace } from "diff";

const TIMEOUT_MS = 1_000;
const WORD_DIFF_CHARS_MAX = 4_000;
/** Share of a line that has to be the same for its words to be compared. */
const SHARED_MIN = 0.3;

/** A piece of a line; changed pieces are what the other side has not. */
export interface Segment {
  readonly text: string;
  readonly isChanged: boolean;
}

export interface DiffSide {
  /** Counted from 1. */
  readonly number: number;
  readonly segments: readonly Segment[];
}

/** One row: the same on both sides, or what was and what is. A side may be absent. */
export interface DiffRow {
  readonly isSame: boolean;
  readonly before: DiffSide | undefined;
  readonly after: DiffSide | undefined;
}

/**
 * Compares two texts by line, and changed lines by word. Texts that can't be compared within a
 * second come back as one removal and one addition.
 */
export function diffRows(before: string, after: string): readonly DiffRow[] {
  const changes = diffLines(before, after, { timeout: TIMEOUT_MS }) ?? [
    { removed: true, added: false, value: before, count: 0 },
    { removed: false, added: true, value: after, count: 0 },
  ];
  const rows: DiffRow[] = [];
  const at = { before: 1, after: 1 };
  let removed: string[] = [];
  for (const change of changes) {
    const lines = toLines(change.value);
    if (change.removed) {
      removed = lines;
      continue;
    }
    if (change.added) rows.push(...pairUp(removed, lines, at));
    else rows.push(...pairUp(removed, [], at), ...sameRows(lines, at));
    removed = [];
  }
  return [...rows, ...pairUp(removed, [], at)];
}

interface Position {
  before: number;
  after: number;
}

function toLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function sameRows(lines: readonly string[], at: Position): DiffRow[] {
  return lines.map((text) => {
    const segments = [{ text, isChanged: false }];
    const before = { number: at.before++, segments };
    return { isSame: true, before, after: { number: at.after++, segments } };
  });
}

function pairUp(removed: readonly string[], added: readonly string[], at: Position): DiffRow[] {
  const length = Math.max(removed.length, added.length);
  return Array.from({ length }, (_, index) => {
    const { before, after } = compareWords(removed[index], added[index]);
    return {
      isSame: false,
      before: before === undefined ? undefined : { number: at.before++, segments: before },
      after: after === undefined ? undefined : { number: at.after++, segments: after },
    };
  });
}

interface Words {
  before: Segment[] | undefined;
  after: Segment[] | undefined;
}

function compareWords(before: string | undefined, after: string | undefined): Words {
  if (before === undefined || after === undefined)
    return { before: whole(before), after: whole(after) };
  if (before.length + after.length > WORD_DIFF_CHARS_MAX) {
    return { before: whole(before), after: whole(after) };
  }
  const changes = diffWordsWithSpace(before, after);
  const kept = changes.filter((change) => !change.added && !change.removed);
  const shared = kept.reduce((sum, change) => sum + change.value.trim().length, 0);
  // Two sentences that share a full stop and a few words are two sentences.
  if (shared < SHARED_MIN * Math.max(before.length, after.length)) {
    return { before: whole(before), after: whole(after) };
  }
  return {
    before: changes
      .filter((change) => !change.added)
      .map((change) => ({ text: change.value, isChanged: change.removed })),
    after: changes
      .filter((change) => !change.removed)
      .map((change) => ({ text: change.value, isChanged: change.added })),
  };
}

function whole(text: string | undefined): Segment[] | undefined {
  return text === undefined ? undefined : [{ text, isChanged: true }];
}

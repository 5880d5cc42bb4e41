import type { Outline } from "@/lib/pipeline/schema";

/** A section while it is edited: the key stays the same wherever the section goes. */
export interface OutlineRow {
  readonly key: number;
  readonly section: Outline["sections"][number];
}

/** The rows of an outline that is opened for editing. */
export function toRows(outline: Outline): OutlineRow[] {
  return outline.sections.map((section, key) => ({ key, section }));
}

/** The rows with one moved to an index; one beyond the ends goes to the end. */
export function moveRow(rows: readonly OutlineRow[], key: number, to: number): OutlineRow[] {
  const row = rows.find((candidate) => candidate.key === key);
  if (row === undefined) return [...rows];
  const others = rows.filter((candidate) => candidate.key !== key);
  others.splice(Math.min(Math.max(to, 0), others.length), 0, row);
  return others;
}

/** The rows with an empty section at the end. */
export function addRow(rows: readonly OutlineRow[]): OutlineRow[] {
  const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
  return [...rows, { key, section: { heading: "New section", evidence: [] } }];
}

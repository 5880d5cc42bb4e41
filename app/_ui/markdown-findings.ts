import {
  type EditorState,
  type Extension,
  RangeSet,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Text,
} from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from "@codemirror/view";

export type FindingSeverity = "error" | "warning" | "note";

/** Something a check has to say about a place in the text. Line and column count from 1. */
export interface EditorFinding {
  readonly line: number;
  readonly column: number;
  readonly severity: FindingSeverity;
  readonly message: string;
}

/** Replaces what the gutter shows. */
export const setFindings = StateEffect.define<readonly EditorFinding[]>();

/** Offset of a finding in a text; places beyond its end are drawn in. */
export function offsetOf(doc: Text, finding: Pick<EditorFinding, "line" | "column">): number {
  const line = doc.line(Math.min(Math.max(finding.line, 1), doc.lines));
  return line.from + Math.min(Math.max(finding.column - 1, 0), line.length);
}

interface Shown {
  readonly marks: RangeSet<GutterMarker>;
  readonly underlines: DecorationSet;
}

const NONE: Shown = { marks: RangeSet.of<GutterMarker>([]), underlines: Decoration.none };

class FindingMarker extends GutterMarker {
  readonly #finding: EditorFinding;

  constructor(finding: EditorFinding) {
    super();
    this.#finding = finding;
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof FindingMarker && other.#finding.message === this.#finding.message;
  }

  override toDOM(): Node {
    const dot = document.createElement("span");
    dot.className = `finding-dot finding-${this.#finding.severity}`;
    dot.title = this.#finding.message;
    return dot;
  }
}

const shown = StateField.define<Shown>({
  create: () => NONE,
  update(value, transaction) {
    const replaced = transaction.effects.findLast((effect) => effect.is(setFindings));
    if (replaced !== undefined)
      return show(transaction.state, replaced.value as readonly EditorFinding[]);
    if (!transaction.docChanged) return value;
    return {
      marks: value.marks.map(transaction.changes),
      underlines: value.underlines.map(transaction.changes),
    };
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value.underlines),
});

/** A gutter with a dot per finding, and a line under the words it is about. */
export const findingsGutter: Extension = [
  shown,
  gutter({ class: "finding-gutter", markers: (view) => view.state.field(shown).marks }),
  EditorView.theme({
    ".finding-gutter": { width: "1.25rem" },
    ".finding-dot": {
      display: "block",
      width: "0.5rem",
      height: "0.5rem",
      margin: "0.55rem auto 0",
      borderRadius: "50%",
    },
    ".finding-dot.finding-error": { background: "var(--color-red)", borderRadius: "1px" },
    ".finding-dot.finding-warning": { background: "var(--color-amber)" },
    ".finding-dot.finding-note": { border: "2px solid var(--color-accent)" },
    ".finding-text": {
      textDecoration: "underline dotted",
      textDecorationThickness: "2px",
      textUnderlineOffset: "0.25em",
    },
    ".finding-text.finding-error": { textDecorationColor: "var(--color-red)" },
    ".finding-text.finding-warning": { textDecorationColor: "var(--color-amber)" },
    ".finding-text.finding-note": { textDecorationColor: "var(--color-accent)" },
  }),
];

function show(state: EditorState, findings: readonly EditorFinding[]): Shown {
  const marks = new RangeSetBuilder<GutterMarker>();
  const underlines = new RangeSetBuilder<Decoration>();
  const placed = findings
    .map((finding) => ({ finding, at: offsetOf(state.doc, finding) }))
    .sort((a, b) => a.at - b.at);
  const lines = new Set<number>();
  for (const { finding, at } of placed) {
    const line = state.doc.lineAt(at);
    if (!lines.has(line.number)) marks.add(line.from, line.from, new FindingMarker(finding));
    lines.add(line.number);
    const end = endOfWords(line.text, at - line.from) + line.from;
    if (end > at) {
      const name = `finding-text finding-${finding.severity}`;
      underlines.add(at, end, Decoration.mark({ class: name }));
    }
  }
  return { marks: marks.finish(), underlines: underlines.finish() };
}

/** A finding says where it begins; it is underlined up to the end of that sentence. */
function endOfWords(text: string, from: number): number {
  const stop = /[.!?](?=\s|\[|$)/.exec(text.slice(from));
  return stop === null ? text.length : from + stop.index;
}

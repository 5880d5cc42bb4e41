import { syntaxTree } from "@codemirror/language";
import { type Extension, type Range, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

/* How Markdown looks while it is written: its structure in weight and tone, citations as chips. */

const CLASSES: ReadonlyMap<string, string> = new Map([
  ["ATXHeading1", "md-h1"],
  ["ATXHeading2", "md-h2"],
  ["ATXHeading3", "md-h3"],
  ["ATXHeading4", "md-h3"],
  ["StrongEmphasis", "md-strong"],
  ["Emphasis", "md-em"],
  ["InlineCode", "md-code"],
  ["CodeText", "md-code"],
  ["Blockquote", "md-quote"],
  ["URL", "md-url"],
  ["HeaderMark", "md-mark"],
  ["EmphasisMark", "md-mark"],
  ["QuoteMark", "md-mark"],
  ["ListMark", "md-mark"],
  ["LinkMark", "md-mark"],
  ["CodeMark", "md-mark"],
]);

const CITATION = /\[\^[^\]\s]{1,40}\]:?/g;

/** Decorations for what is on the screen. */
export const markdownLook: Extension = [
  plugin(structure),
  plugin(citations),
  EditorView.theme({
    "&": { backgroundColor: "var(--color-raised)", color: "var(--color-ink)", height: "100%" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": {
      fontFamily: "var(--font-mono)",
      // Exact text: `!=` stays two characters.
      fontVariantLigatures: "none",
      fontSize: "0.875rem",
      lineHeight: "1.625rem",
    },
    ".cm-content": { padding: "1rem 0", caretColor: "var(--color-ink)", maxWidth: "76ch" },
    ".cm-line": { padding: "0 1.25rem 0 0.5rem" },
    ".cm-cursor": { borderLeftColor: "var(--color-ink)", borderLeftWidth: "2px" },
    ".cm-gutters": { backgroundColor: "transparent", border: "none" },
    ".cm-activeLine": { backgroundColor: "transparent" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
      background: "var(--color-accent-wash)",
    },
    ".cm-selectionBackground": { background: "var(--color-sunken)" },
    ".cm-panels": { backgroundColor: "var(--color-desk)", color: "var(--color-ink)" },
    ".cm-panels-top": { borderBottom: "1px solid var(--color-rule)" },
    ".cm-panel.cm-search": {
      padding: "0.5rem 2rem 0.5rem 0.625rem",
      fontFamily: "var(--font-sans)",
    },
    ".cm-panel.cm-search label": { fontSize: "0.8125rem", color: "var(--color-soft)" },
    ".cm-panel.cm-search [name=close]": { fontSize: "1.25rem", color: "var(--color-soft)" },
    ".cm-textfield, .cm-button": {
      minHeight: "1.75rem",
      border: "1px solid var(--color-stroke)",
      borderRadius: "var(--radius-md)",
      background: "var(--color-raised)",
      color: "var(--color-ink)",
      fontSize: "0.8125rem",
      fontFamily: "var(--font-sans)",
    },
    ".cm-textfield": { borderColor: "var(--color-edge)", padding: "0 0.5rem" },
    ".cm-button": { backgroundImage: "none", fontWeight: "500" },
    ".cm-button:active": { backgroundImage: "none", background: "var(--color-sunken)" },
    ".cm-searchMatch": { backgroundColor: "var(--color-amber-wash)" },
    ".cm-searchMatch-selected": { outline: "1px solid var(--color-amber)" },
    ".md-h1, .md-h2, .md-h3": { fontWeight: "700" },
    ".md-h1": { fontSize: "1.25em" },
    ".md-h2": { fontSize: "1.125em" },
    ".md-strong": { fontWeight: "700" },
    ".md-em": { fontStyle: "italic" },
    ".md-code": { color: "var(--color-soft)" },
    ".md-quote": { color: "var(--color-soft)" },
    ".md-url": { color: "var(--color-accent)" },
    ".md-mark": { color: "var(--color-faint)", fontWeight: "400" },
    ".md-cite": {
      padding: "0.1em 0.25em",
      borderRadius: "var(--radius-sm)",
      background: "var(--color-accent-wash)",
      color: "var(--color-accent)",
      fontSize: "0.9em",
    },
  }),
];

function plugin(build: (view: EditorView) => DecorationSet): Extension {
  return ViewPlugin.define(
    (view) => ({
      decorations: build(view),
      update(update: ViewUpdate) {
        const isParsedOn = syntaxTree(update.startState) !== syntaxTree(update.state);
        if (update.docChanged || update.viewportChanged || isParsedOn) {
          this.decorations = build(update.view);
        }
      },
    }),
    { decorations: (value) => value.decorations },
  );
}

function structure(view: EditorView): DecorationSet {
  const found: Array<Range<Decoration>> = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const name = CLASSES.get(node.name);
        if (name === undefined || node.from === node.to) return;
        found.push(Decoration.mark({ class: name }).range(node.from, node.to));
      },
    });
  }
  return Decoration.set(found, true);
}

function citations(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const chip = Decoration.mark({ class: "md-cite" });
  for (const { from, to } of view.visibleRanges) {
    for (const match of view.state.sliceDoc(from, to).matchAll(CITATION)) {
      builder.add(from + match.index, from + match.index + match[0].length, chip);
    }
  }
  return builder.finish();
}

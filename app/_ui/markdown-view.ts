import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown, markdownKeymap, markdownLanguage } from "@codemirror/lang-markdown";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, Prec, type StateCommand } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  placeholder,
} from "@codemirror/view";
import { citationAt, insertLink, toggleMark } from "./markdown-commands";
import { type EditorFinding, findingsGutter, offsetOf, setFindings } from "./markdown-findings";
import { markdownLook } from "./markdown-look";

/* The heavy half of the editor: it is loaded when one is opened, and not before. */

export interface MarkdownViewOptions {
  readonly parent: HTMLElement;
  readonly label: string;
  readonly text: string;
  /** Of the page's Content-Security-Policy: CodeMirror makes a style element. */
  readonly nonce: string;
  readonly isReadOnly: boolean;
  readonly placeholder: string;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
  /** A citation was clicked, or asked for with Mod-Enter. */
  readonly onCitation: (key: string) => void;
  /** Mod-Alt-C: somebody wants to cite. */
  readonly onPick: () => void;
}

export interface MarkdownView {
  /** Runs an edit and puts the focus back into the text. */
  run(command: StateCommand): void;
  showFindings(findings: readonly EditorFinding[]): void;
  goTo(place: Pick<EditorFinding, "line" | "column">): void;
  destroy(): void;
}

/** Puts an editor into an element. */
export function openMarkdownView(options: MarkdownViewOptions): MarkdownView {
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ doc: options.text, extensions: extensions(options) }),
  });
  return {
    run(command) {
      command(view);
      view.focus();
    },
    showFindings: (findings) => view.dispatch({ effects: setFindings.of(findings) }),
    goTo(finding) {
      const at = offsetOf(view.state.doc, finding);
      view.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: "center" }),
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function extensions(options: MarkdownViewOptions) {
  return [
    EditorView.cspNonce.of(documentNonce(options.nonce)),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      "aria-label": options.label,
      spellcheck: "true",
      // It can take the focus anyway; said out loud, since what surrounds it scrolls.
      tabindex: "0",
    }),
    EditorState.readOnly.of(options.isReadOnly),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onChange(update.state.doc.toString());
    }),
    history(),
    drawSelection(),
    highlightSpecialChars(),
    placeholder(options.placeholder),
    search({ top: true }),
    EditorState.phrases.of(SEARCH_WORDS),
    markdown({ base: markdownLanguage, addKeymap: false }),
    markdownLook,
    findingsGutter,
    citationKeys(options),
    // Tab is left alone: with it one must be able to leave the text.
    Prec.high(
      keymap.of([
        { key: "Mod-b", run: toggleMark("**") },
        { key: "Mod-i", run: toggleMark("_") },
        { key: "Mod-Shift-k", run: insertLink },
        {
          key: "Mod-s",
          run: () => {
            options.onSave();
            return true;
          },
        },
        ...markdownKeymap,
      ]),
    ),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
  ];
}

/** Ways from a citation to its evidence, and to a new citation. */
function citationKeys({ onCitation, onPick }: MarkdownViewOptions) {
  const show = (view: EditorView, offset: number | null): boolean => {
    const key = offset === null ? null : citationAt(view.state, offset);
    if (key !== null) onCitation(key);
    return key !== null;
  };
  return [
    EditorView.domEventHandlers({
      click: (event, view) => {
        show(view, view.posAtCoords({ x: event.clientX, y: event.clientY }));
        return false; // The cursor goes there all the same.
      },
    }),
    Prec.highest(
      keymap.of([
        { key: "Mod-Enter", run: (view) => show(view, view.state.selection.main.head) },
        {
          key: "Mod-Alt-c",
          run: () => {
            onPick();
            return true;
          },
        },
      ]),
    ),
  ];
}

const SEARCH_WORDS = {
  next: "Next",
  previous: "Previous",
  all: "Select all",
  replace: "Replace",
  "replace all": "Replace all",
  "match case": "Match case",
  regexp: "Pattern",
  "by word": "Whole words",
  close: "Close",
};

/**
 * The nonce that this document's policy names. After a navigation inside the page the server's answer
 * carries the nonce of its own response, while the document keeps the policy that it was opened with.
 */
function documentNonce(fallback: string): string {
  const script = document.querySelector<HTMLScriptElement>("script[nonce]");
  return script === null || script.nonce === "" ? fallback : script.nonce;
}

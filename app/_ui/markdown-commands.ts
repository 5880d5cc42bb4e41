import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type StateCommand,
  type TransactionSpec,
} from "@codemirror/state";

/* Edits of Markdown, as functions of a state: they need no page and no view. */

/** Puts a mark such as `**` around the selection, or takes it away again. */
export function toggleMark(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    dispatch(
      state.update(state.changeByRange((range) => markRange(state, range.from, range.to, mark))),
    );
    return true;
  };
}

function markRange(state: EditorState, from: number, to: number, mark: string) {
  const size = mark.length;
  const isMarked =
    state.sliceDoc(from - size, from) === mark && state.sliceDoc(to, to + size) === mark;
  if (isMarked) {
    return {
      changes: [
        { from: from - size, to: from },
        { from: to, to: to + size },
      ],
      range: EditorSelection.range(from - size, to - size),
    };
  }
  return {
    changes: [
      { from, insert: mark },
      { from: to, insert: mark },
    ],
    range: EditorSelection.range(from + size, to + size),
  };
}

/** Puts a prefix such as `> ` before each selected line, or takes it from all if all have it. */
export function togglePrefix(prefix: string): StateCommand {
  return onLines((_, areAll) =>
    areAll(prefix) ? { remove: prefix.length, insert: "" } : { remove: 0, insert: prefix },
  );
}

const HEADING = /^#{1,6} /;

/** Makes the selected lines headings of a level; the same level again makes them text. */
export function toggleHeading(level: 2 | 3): StateCommand {
  const prefix = `${"#".repeat(level)} `;
  return onLines((text, areAll) => ({
    remove: HEADING.exec(text)?.[0].length ?? 0,
    insert: areAll(prefix) ? "" : prefix,
  }));
}

type LineEdit = (
  text: string,
  areAll: (prefix: string) => boolean,
) => { remove: number; insert: string };

function onLines(edit: LineEdit): StateCommand {
  return ({ state, dispatch }) => {
    const lines = selectedLines(state);
    const areAll = (prefix: string) => lines.every((line) => line.text.startsWith(prefix));
    const changes: ChangeSpec[] = lines.map((line) => {
      const { remove, insert } = edit(line.text, areAll);
      return { from: line.from, to: line.from + remove, insert };
    });
    dispatch(state.update({ changes, userEvent: "input" }));
    return true;
  };
}

function selectedLines(state: EditorState): Array<{ from: number; text: string }> {
  const { from, to } = state.selection.main;
  const first = state.doc.lineAt(from).number;
  const last = state.doc.lineAt(to).number;
  return Array.from({ length: last - first + 1 }, (_, index) => state.doc.line(first + index));
}

const LINK_TARGET = "https://";

/** Makes the selection the text of a link, and selects where its address goes. */
export const insertLink: StateCommand = ({ state, dispatch }) => {
  const { from, to } = state.selection.main;
  const chosen = state.sliceDoc(from, to);
  const text = chosen === "" ? "text" : chosen;
  const insert = `[${text}](${LINK_TARGET})`;
  const address = from + text.length + "[](".length;
  dispatch(
    state.update({
      changes: { from, to, insert },
      selection: { anchor: address, head: address + LINK_TARGET.length },
      userEvent: "input",
    }),
  );
  return true;
};

/** Puts an image on a line of its own below the selection: `![what it shows](address)`. */
export function insertImage(alt: string, address: string): StateCommand {
  return ({ state, dispatch }) => {
    const line = state.doc.lineAt(state.selection.main.to);
    const words = alt.replaceAll(/[\\[\]]/g, "\\$&").replaceAll(/\s+/g, " ");
    const image = `![${words}](${address})`;
    const insert = line.text.trim() === "" ? `${image}\n` : `\n\n${image}`;
    dispatch(state.update(insertAt(line.to, insert)));
    return true;
  };
}

/** Puts a citation after the selection: `[^key]`. */
export function insertCitation(key: string): StateCommand {
  return ({ state, dispatch }) => {
    const at = state.selection.main.to;
    const insert = `[^${key}]`;
    dispatch(state.update(insertAt(at, insert)));
    return true;
  };
}

/**
 * Puts a new citation after the selection, and its definition at the end of the text: below the others
 * without an empty line, otherwise as a paragraph of its own.
 */
export function insertNewCitation(key: string, definition: string): StateCommand {
  return ({ state, dispatch }) => {
    const at = state.selection.main.to;
    const mark = `[^${key}]`;
    const text = state.doc.toString();
    const kept = text.trimEnd();
    const isBelowOthers = /^\[\^[^\]]+\]: /.test(kept.slice(kept.lastIndexOf("\n") + 1));
    const gap = kept === "" || isBelowOthers ? "\n" : "\n\n";
    const end = Math.max(kept.length, at);
    dispatch(
      state.update({
        changes: [
          { from: at, insert: mark },
          { from: end, to: text.length, insert: `${gap}${definition}\n` },
        ],
        selection: { anchor: at + mark.length },
        userEvent: "input",
      }),
    );
    return true;
  };
}

const CITATION_MARK = /\[\^([^\s[\]]{1,200})\]/g;

/** The key of the citation that an offset of the text lies in or touches; null outside of one. */
export function citationAt(state: EditorState, offset: number): string | null {
  const line = state.doc.lineAt(offset);
  const column = offset - line.from;
  for (const match of line.text.matchAll(CITATION_MARK)) {
    if (column >= match.index && column <= match.index + match[0].length) return match[1] ?? null;
  }
  return null;
}

function insertAt(at: number, insert: string): TransactionSpec {
  return {
    changes: { from: at, insert },
    selection: { anchor: at + insert.length },
    userEvent: "input",
  };
}

import { EditorState, type StateCommand } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import {
  citationAt,
  insertCitation,
  insertImage,
  insertLink,
  insertNewCitation,
  toggleHeading,
  toggleMark,
  togglePrefix,
} from "@/app/_ui/markdown-commands";
import { offsetOf } from "@/app/_ui/markdown-findings";

/** Runs a command on a text in which `|` or `[[…]]` stand for the selection. */
function apply(text: string, command: StateCommand): EditorState {
  const start = text.indexOf("«");
  const end = text.indexOf("»") - 1;
  let state = EditorState.create({
    doc: text.replaceAll(/[«»]/g, ""),
    selection: { anchor: start, head: end },
  });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  return state;
}

const edited = (text: string, command: StateCommand) => apply(text, command).doc.toString();

describe("the edits of Markdown", () => {
  it("put an image below the paragraph of the selection, its words escaped", () => {
    const image = insertImage("A [small] tree\nin bloom", "/uploads/1");
    expect(edited("An «apple».", image)).toBe(
      "An apple.\n\n![A \\[small\\] tree in bloom](/uploads/1)",
    );
    expect(edited("«»", image)).toBe("![A \\[small\\] tree in bloom](/uploads/1)\n");
  });

  it("put a mark around the selection and take it away again", () => {
    expect(edited("a «b» c", toggleMark("**"))).toBe("a **b** c");
    expect(edited("a **«b»** c", toggleMark("**"))).toBe("a b c");
  });

  it("keep the same words selected", () => {
    const state = apply("a «b» c", toggleMark("_"));
    const { from, to } = state.selection.main;
    expect(state.sliceDoc(from, to)).toBe("b");
  });

  it("prefix each selected line, and undo it only if all have it", () => {
    expect(edited("«one\ntwo»", togglePrefix("- "))).toBe("- one\n- two");
    expect(edited("«- one\n- two»", togglePrefix("- "))).toBe("one\ntwo");
    expect(edited("«- one\ntwo»", togglePrefix("- "))).toBe("- - one\n- two");
  });

  it("replace one level of heading by another", () => {
    expect(edited("«# One»", toggleHeading(2))).toBe("## One");
    expect(edited("«## One»", toggleHeading(2))).toBe("One");
  });

  it("select where the address of a link goes", () => {
    const state = apply("see «this» now", insertLink);
    expect(state.doc.toString()).toBe("see [this](https://) now");
    const { from, to } = state.selection.main;
    expect(state.sliceDoc(from, to)).toBe("https://");
  });

  it("put a citation after the selection and the cursor after it", () => {
    const state = apply("A «claim».", insertCitation("2"));
    expect(state.doc.toString()).toBe("A claim[^2].");
    expect(state.selection.main.head).toBe("A claim[^2]".length);
  });
});

describe("offsetOf", () => {
  const { doc } = EditorState.create({ doc: "one\ntwo" });
  it.each([
    [1, 1, 0],
    [2, 2, 5],
    [2, 99, 7],
    [99, 1, 4],
    [0, 0, 0],
    [-1, -5, 0],
  ])("line %d, column %d lies inside the text, at %d", (line, column, offset) => {
    expect(offsetOf(doc, { line, column })).toBe(offset);
  });
});

describe("a citation that is new to the text", () => {
  const DEFINITION = '[^2]: source:x "words"';
  const run = (doc: string, at: number): string => {
    let after = EditorState.create({ doc, selection: { anchor: at } });
    insertNewCitation(
      "2",
      DEFINITION,
    )({
      state: after,
      dispatch: (transaction) => {
        after = transaction.state;
      },
    });
    return after.doc.toString();
  };

  it("keeps an empty line between the text and its first definition", () => {
    expect(run("A claim.\n", 7)).toBe(`A claim[^2].\n\n${DEFINITION}\n`);
  });

  it("goes straight below the definitions that are there", () => {
    const first = '[^1]: source:y "more"';
    expect(run(`A claim.\n\n${first}\n`, 8)).toBe(`A claim.[^2]\n\n${first}\n${DEFINITION}\n`);
  });

  it("is placed before its definition when the cursor is in the white space at the end", () => {
    expect(run("A claim.\n\n\n", 11)).toMatch(/\[\^2\]\n+\[\^2\]: source:x/);
  });
});

describe("the citation at a place", () => {
  const state = EditorState.create({ doc: "One[^a] and two[^b]." });

  it("is found inside and at both edges of its mark, and nowhere else", () => {
    expect([3, 5, 7].map((at) => citationAt(state, at))).toEqual(["a", "a", "a"]);
    expect([0, 9, 20].map((at) => citationAt(state, at))).toEqual([null, null, null]);
  });
});

import type { ArticleState } from "@/lib/pipeline/schema";

/** A column of the board: the states that ask for the same kind of work. */
export interface BoardColumn {
  readonly id: string;
  readonly label: string;
  readonly states: readonly ArticleState[];
  /** What stands here when nothing does. */
  readonly empty: string;
}

/** Shorter words than elsewhere, where the column says the rest: a card is narrow. */
export const CARD_LABELS: Readonly<Partial<Record<ArticleState, string>>> = {
  outline: "Outline",
  review: "Text",
  draft: "Not approved",
};

/** The columns in the order in which an article goes through them; every state stands in one. */
export const BOARD_COLUMNS: readonly BoardColumn[] = [
  { id: "brief", label: "Brief", states: ["brief"], empty: "No article waits for its sources." },
  {
    id: "writing",
    label: "Writing",
    states: ["running", "failed"],
    empty: "Nothing is being written.",
  },
  {
    id: "decide",
    label: "To decide",
    states: ["outline", "review"],
    empty: "Nothing waits for a decision.",
  },
  { id: "edit", label: "To edit", states: ["draft"], empty: "No text is open." },
  { id: "approved", label: "Approved", states: ["approved"], empty: "Nothing waits to go out." },
  {
    id: "published",
    label: "Published",
    states: ["published"],
    empty: "Nothing is published yet.",
  },
];

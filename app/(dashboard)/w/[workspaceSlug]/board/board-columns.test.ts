import { expect, it } from "vitest";
import { ARTICLE_WORDS } from "../articles/article-words";
import { BOARD_COLUMNS } from "./board-columns";

it("every state of an article stands in exactly one column of the board", () => {
  const states = BOARD_COLUMNS.flatMap((column) => column.states);
  expect(states.toSorted()).toEqual(Object.keys(ARTICLE_WORDS).toSorted());
});

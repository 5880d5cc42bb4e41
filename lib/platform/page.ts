import { AppError } from "./errors";

/** How a list is asked for. A cursor is the id after which the page begins, in base64url. */
export interface PageQuery {
  readonly limit: number;
  readonly after: string | null;
}

export interface Page<Item> {
  readonly data: Item[];
  readonly next_cursor: string | null;
}

export const LIMIT_DEFAULT = 50;
export const LIMIT_MAX = 200;

/** @throws AppError invalid_query */
export function parsePageQuery(query: URLSearchParams): PageQuery {
  const limitText = query.get("limit") ?? String(LIMIT_DEFAULT);
  const limit = /^\d{1,3}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > LIMIT_MAX) {
    throw new AppError("invalid_query", {
      detail: `limit is a whole number from 1 to ${LIMIT_MAX}.`,
    });
  }
  const cursor = query.get("cursor");
  if (cursor === null) return { limit, after: null };
  const after = Buffer.from(cursor, "base64url").toString("utf8");
  if (!/^[0-9a-f-]{1,40}$/.test(after)) {
    throw new AppError("invalid_query", {
      detail: "The cursor is not one that this list gave out.",
    });
  }
  return { limit, after };
}

/** Cuts a list of up to `limit + 1` rows into a page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    data: shown.map(toItem),
    next_cursor: hasMore ? Buffer.from(cursorOf(last), "utf8").toString("base64url") : null,
  };
}

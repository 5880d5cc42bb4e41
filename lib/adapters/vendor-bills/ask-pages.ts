import type { z } from "zod";
import { ask, type Question } from "./ask";
import { type NoBill, unreadable } from "./outcome";
import type { BillSetting, Evidence } from "./port";

/** Pages of one bill. Past it something is wrong: a month has few days. */
const PAGES_MAX = 50;

interface Paging<Schema extends z.ZodType> {
  /** The question for the page that a token names; for the first one null. */
  readonly question: (token: string | null) => Question<Schema>;
  /** What names the page after this one, unless this is the last. */
  readonly next: (page: z.output<Schema>) => {
    readonly isLast: boolean;
    readonly token: string | null | undefined;
  };
}

type Pages<Page> =
  | { readonly ok: true; readonly pages: readonly Page[]; readonly evidence: Evidence }
  | { readonly ok: false; readonly bill: NoBill };

/** Asks for one page after the other: all of them, or the bill that comes of the one that failed. */
export async function askPages<Schema extends z.ZodType>(
  setting: BillSetting,
  { question, next }: Paging<Schema>,
): Promise<Pages<z.output<Schema>>> {
  const pages: z.output<Schema>[] = [];
  const evidence: string[] = [];
  let token: string | null = null;
  for (let number = 0; number < PAGES_MAX; number += 1) {
    const reply = await ask(setting, question(token));
    if (!reply.ok) return reply;
    pages.push(reply.value);
    evidence.push(reply.text);
    const after = next(reply.value);
    if (after.isLast) return { ok: true, pages, evidence };
    token = after.token ?? "";
    if (token === "") return missing("It says that there is more, and not where.", evidence);
  }
  return missing(`It has more than ${PAGES_MAX} pages.`, evidence);
}

/** The query of a page: what is asked for, and the token under its name. */
export function withToken(
  query: Readonly<Record<string, string>>,
  name: string,
  token: string | null,
): string {
  return new URLSearchParams({ ...query, ...(token === null ? {} : { [name]: token }) }).toString();
}

const missing = (message: string, evidence: Evidence): { ok: false; bill: NoBill } => ({
  ok: false,
  bill: unreadable("incomplete", message, evidence),
});

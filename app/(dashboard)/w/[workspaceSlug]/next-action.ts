import type { ArticleView } from "@/lib/pipeline/schema";
import { ARTICLE_WORDS } from "./articles/article-words";

/** What there is to do next: one thing, with the page where it is done. */
export interface NextAction {
  readonly title: string;
  readonly detail: string;
  readonly verb: string;
  readonly href: string;
}

interface Desk {
  readonly base: string;
  /** The longest waiting first. */
  readonly waiting: readonly {
    article_id: string;
    title: string;
    waiting_for: "outline" | "review";
  }[];
  /** The latest first. */
  readonly troubled: readonly { article_id: string; title: string; destination_name: string }[];
  readonly articles: readonly ArticleView[];
}

/**
 * The most pressing thing of a workspace: a decision that holds up others, then a publication in
 * trouble, then a run that failed, then the article that was touched last and is not finished. Null
 * when all is done.
 */
export function nextAction({ base, waiting, troubled, articles }: Desk): NextAction | null {
  const [gate] = waiting;
  if (gate !== undefined) {
    const { next, verb } = ARTICLE_WORDS[gate.waiting_for];
    const more = waiting.length - 1;
    return {
      title: gate.title,
      detail: `${gate.waiting_for === "outline" ? "Its outline" : "Its text"} waits for a decision${more === 0 ? "." : `, and ${more} more.`}`,
      verb,
      href: `${base}/articles/${gate.article_id}/${next}`,
    };
  }
  const [trouble] = troubled;
  if (trouble !== undefined) {
    return {
      title: trouble.title,
      detail: `Its publication to ${trouble.destination_name} needs a look.`,
      verb: "See what happened",
      href: `${base}/articles/${trouble.article_id}/publish`,
    };
  }
  const unfinished = articles.filter((article) => article.state !== "published");
  const latest = [...unfinished].sort((one, other) =>
    other.updated_at.localeCompare(one.updated_at),
  );
  const article = latest.find(({ state }) => state === "failed") ?? latest[0];
  if (article === undefined) return null;
  const { label, next, verb } = ARTICLE_WORDS[article.state];
  return {
    title: article.title,
    detail: `${label}. Go on where you left it.`,
    verb,
    href: `${base}/articles/${article.id}/${next}`,
  };
}

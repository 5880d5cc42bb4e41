import { redirect } from "next/navigation";
import { ARTICLE_WORDS } from "../article-words";
import { type ArticlePageProps, loadArticle } from "./article-page";

/** An article opens where its next action is. */
export default async function ArticlePage(props: Readonly<ArticlePageProps>): Promise<never> {
  const { article, base } = await loadArticle(props);
  redirect(`${base}/${ARTICLE_WORDS[article.state].next}`);
}

import type { Status } from "@/app/_ui/status-chip";
import type { ArticleState } from "@/lib/pipeline/schema";

/** What an article's state looks like, and where its one next action is. */
export const ARTICLE_WORDS: Readonly<
  Record<ArticleState, { status: Status; label: string; next: string; verb: string }>
> = {
  brief: { status: "draft", label: "Brief", next: "sources", verb: "Add sources" },
  running: { status: "running", label: "Writing", next: "outline", verb: "Follow the run" },
  outline: {
    status: "waiting",
    label: "Outline to approve",
    next: "outline",
    verb: "Review the outline",
  },
  review: { status: "waiting", label: "Text to approve", next: "text", verb: "Review the text" },
  draft: { status: "draft", label: "Text not approved", next: "text", verb: "Edit the text" },
  approved: { status: "approved", label: "Approved", next: "publish", verb: "Publish" },
  published: { status: "verified", label: "Published", next: "receipt", verb: "See the receipt" },
  failed: { status: "failed", label: "Run failed", next: "outline", verb: "See what went wrong" },
};

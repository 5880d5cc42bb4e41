import { z } from "zod";

export const TITLE_CHARS_MAX = 200;
export const MARKDOWN_CHARS_MAX = 500_000;
export const SOURCES_PER_ARTICLE_MAX = 20;
export const SOURCE_TEXT_CHARS_MAX = 500_000;
export const SOURCE_FILE_BYTES_MAX = 10 * 1024 * 1024;
export const WORD_COUNT_MAX = 5_000;
export const INSTRUCTIONS_CHARS_MAX = 20_000;

const tooLong = (max: number) =>
  `At most ${max.toLocaleString("en-US")} characters. Shorten it, or make the long part a source.`;
const line = (max: number) => z.string().trim().max(max, tooLong(max));

/** Addresses of the web. Which of them may be called is decided when they are called. */
const WebAddress = z
  .string()
  .trim()
  .max(2048, tooLong(2048))
  .regex(/^https?:\/\/\S+$/i, "An address starts with https:// or http://.");

export const PastedSource = z.strictObject({
  title: line(TITLE_CHARS_MAX).min(1, "Give the text a title."),
  text: z
    .string()
    .min(1, "There is no text.")
    .max(SOURCE_TEXT_CHARS_MAX, tooLong(SOURCE_TEXT_CHARS_MAX)),
  is_own: z.boolean().optional(),
});

/** What an article is to be about, and what it may draw on. */
export const Brief = z.strictObject({
  topic: line(500).min(1, "Say what the article is about."),
  audience: line(500).optional(),
  keywords: z.array(line(100)).max(20).optional(),
  tone: line(200).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, "A language tag such as en or pt-BR.")
    .optional(),
  word_count: z.int().min(50).max(WORD_COUNT_MAX).optional(),
  instructions: z.string().max(INSTRUCTIONS_CHARS_MAX, tooLong(INSTRUCTIONS_CHARS_MAX)).optional(),
});
export type Brief = z.infer<typeof Brief>;

const BriefInput = Brief.extend({
  sources: z
    .array(z.union([WebAddress, PastedSource]))
    .max(SOURCES_PER_ARTICLE_MAX)
    .optional(),
});

export const CreateArticleInput = z.strictObject({
  title: line(TITLE_CHARS_MAX).min(1).optional(),
  brief: BriefInput,
});
export type CreateArticleInput = z.infer<typeof CreateArticleInput>;

export const UpdateArticleInput = z.strictObject({
  title: line(TITLE_CHARS_MAX).min(1).optional(),
  brief: Brief.optional(),
});
export type UpdateArticleInput = z.infer<typeof UpdateArticleInput>;

export const AddSourceInput = z.union([
  z.strictObject({
    url: WebAddress,
    title: line(TITLE_CHARS_MAX).optional(),
    is_own: z.boolean().optional(),
  }),
  PastedSource,
]);
export type AddSourceInput = z.infer<typeof AddSourceInput>;

export const UpdateSourceInput = z.strictObject({
  is_own: z.boolean().optional(),
  title: line(TITLE_CHARS_MAX).min(1).optional(),
});
export type UpdateSourceInput = z.infer<typeof UpdateSourceInput>;

export const PROVIDERS = [
  "builtin",
  "anthropic",
  "openai",
  "google",
  "deepseek",
  "perplexity",
  "xai",
  "openai-compatible",
] as const;
export type Provider = (typeof PROVIDERS)[number];

export const Writer = z.strictObject({
  provider: z.enum(PROVIDERS),
  model: z.string().min(1).max(200),
});
export type Writer = z.infer<typeof Writer>;

/** The writer that needs no key and costs nothing. */
export const SOURCE_DIGEST: Writer = { provider: "builtin", model: "source-digest" };

export const STEP_NAMES = ["sources", "outline", "draft", "checks", "review"] as const;
export type StepName = (typeof STEP_NAMES)[number];

const Nanos = z.string().regex(/^\d{1,18}$/, "A whole number of nano-USD as text.");

export const QuoteInput = z.strictObject({
  writer: Writer,
  steps: z.array(z.enum(STEP_NAMES)).min(1).max(5).optional(),
});
export type QuoteInput = z.infer<typeof QuoteInput>;

export const StartRunInput = QuoteInput.extend({ budget_nanos: Nanos.optional() });
export type StartRunInput = z.infer<typeof StartRunInput>;

export const Evidence = z.strictObject({
  source_id: z.uuid(),
  quote: z.string().min(1).max(4_000),
});

export const OutlineSection = z.strictObject({
  heading: line(300).min(1, "A section needs a heading."),
  intent: line(1_000).optional(),
  evidence: z.array(Evidence).max(30),
});

export const Outline = z.strictObject({
  title: line(TITLE_CHARS_MAX).min(1, "An outline needs a title."),
  sections: z.array(OutlineSection).min(1, "Keep at least one section.").max(30),
});
export type Outline = z.infer<typeof Outline>;

export const DecideOutlineInput = z.strictObject({
  decision: z.enum(["approve", "reject"]),
  outline: Outline.optional(),
  comment: line(2_000).optional(),
});
export type DecideOutlineInput = z.infer<typeof DecideOutlineInput>;

export const RevisionMeta = z.strictObject({
  description: line(500).optional(),
  slug: z
    .string()
    .regex(/^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u, "Letters, digits and single hyphens.")
    .max(120)
    .optional(),
});
export type RevisionMeta = z.infer<typeof RevisionMeta>;

export const SaveRevisionInput = z.strictObject({
  title: line(TITLE_CHARS_MAX).min(1, "An article needs a title."),
  markdown: z.string().max(MARKDOWN_CHARS_MAX, tooLong(MARKDOWN_CHARS_MAX)),
  meta: RevisionMeta.optional(),
  base_revision: z.int().min(0),
});
export type SaveRevisionInput = z.infer<typeof SaveRevisionInput>;

export const ApproveInput = z.strictObject({
  revision: z.int().min(1),
  decision: z.enum(["approve", "request_changes"]),
  comment: line(2_000).optional(),
});
export type ApproveInput = z.infer<typeof ApproveInput>;

export type RunStatus = "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
export type StepStatus =
  | "pending"
  | "queued"
  | "running"
  | "waiting"
  | "succeeded"
  | "failed"
  | "skipped"
  | "cancelled";
export type SourceStatus = "pending" | "fetching" | "ready" | "failed" | "dropped";

export interface ErrorView {
  code: string;
  message: string;
}

export interface StepView {
  id: string;
  name: StepName;
  status: StepStatus;
  attempts: number;
  held_nanos: string;
  settled_nanos: string;
  released_nanos: string;
  usage: Record<string, number> | null;
  is_estimated: boolean;
  started_at: string | null;
  finished_at: string | null;
  error?: ErrorView;
  /** What a person wrote when they decided on its outcome. */
  comment?: string;
}

export interface RunView {
  id: string;
  article_id: string;
  writer: Writer;
  status: RunStatus;
  waiting_for: "outline" | "review" | null;
  outline?: Outline;
  revision: number | null;
  budget_nanos: string | null;
  quote_nanos: string;
  held_nanos: string;
  settled_nanos: string;
  released_nanos: string;
  steps: StepView[];
  error?: ErrorView;
  created_at: string;
  finished_at: string | null;
}

export interface SnapshotView {
  id: string;
  title: string;
  word_count: number;
  media_type: string;
  final_url: string | null;
  content_hash: string;
  fetched_at: string;
}

export interface SourceView {
  id: string;
  kind: "url" | "text" | "file";
  title: string;
  url: string | null;
  is_own: boolean;
  status: SourceStatus;
  failure: ErrorView | null;
  snapshot: SnapshotView | null;
  created_at: string;
}

export type ArticleState =
  | "brief"
  | "running"
  | "outline"
  | "review"
  | "approved"
  | "published"
  | "failed"
  | "draft";

export interface ArticleView {
  id: string;
  title: string;
  brief: Brief;
  /** Where the article stands, derived from its latest run, approval and publications. */
  state: ArticleState;
  revision: number | null;
  created_at: string;
  updated_at: string;
}

export interface RevisionView {
  number: number;
  title: string;
  markdown: string;
  meta: RevisionMeta;
  hash: string;
  origin: "writer" | "person" | "restore";
  created_by: string | null;
  created_at: string;
  approval: {
    decision: "approve" | "request_changes";
    user_id: string;
    comment: string | null;
    created_at: string;
  } | null;
}

export interface QuoteView {
  writer: Writer;
  steps: { name: StepName; upper_bound_nanos: string }[];
  total_nanos: string;
}

import { z } from "zod";
import type { findChecks } from "@/lib/pipeline";
import {
  type ArticleView,
  Brief,
  Outline,
  type QuoteView,
  RevisionMeta,
  type RevisionView,
  type RunView,
  type SnapshotView,
  type SourceView,
  STEP_NAMES,
  type StepView,
  Writer,
} from "@/lib/pipeline/schema";
import { Failure, Id, Nanos, Time, view } from "./view";

export const Article = view<ArticleView>()(
  z.object({
    id: Id,
    title: z.string(),
    brief: Brief,
    state: z.enum([
      "brief",
      "running",
      "outline",
      "review",
      "approved",
      "published",
      "failed",
      "draft",
    ]),
    revision: z.int().nullable(),
    created_at: Time,
    updated_at: Time,
  }),
);

export const Snapshot = view<SnapshotView>()(
  z.object({
    id: Id,
    title: z.string(),
    word_count: z.int(),
    media_type: z.string(),
    final_url: z.string().nullable(),
    content_hash: z.string(),
    fetched_at: Time,
  }),
);
export const SnapshotText = Snapshot.extend({ text: z.string() });

export const Source = view<SourceView>()(
  z.object({
    id: Id,
    kind: z.enum(["url", "text", "file"]),
    title: z.string(),
    url: z.string().nullable(),
    is_own: z.boolean(),
    status: z.enum(["pending", "fetching", "ready", "failed", "dropped"]),
    failure: Failure.nullable(),
    snapshot: Snapshot.nullable(),
    created_at: Time,
  }),
);

export const Revision = view<RevisionView>()(
  z.object({
    number: z.int(),
    title: z.string(),
    markdown: z.string(),
    meta: RevisionMeta,
    hash: z.string(),
    origin: z.enum(["writer", "person", "restore"]),
    created_by: Id.nullable(),
    created_at: Time,
    approval: z
      .object({
        decision: z.enum(["approve", "request_changes"]),
        user_id: Id,
        comment: z.string().nullable(),
        created_at: Time,
      })
      .nullable(),
  }),
);

export const Finding = view<Awaited<ReturnType<typeof findChecks>>[number]>()(
  z.object({
    rule: z.enum([
      "quote_not_in_source",
      "citation_unknown_source",
      "citation_malformed",
      "citation_undefined",
      "uncited_number",
      "uncited_date",
      "uncited_quote",
      "long_verbatim",
      "missing_alt",
      "meta_description_length",
      "title_length",
      "broken_link",
      "placeholder_left",
      "heading_order",
      "empty_article",
    ]),
    severity: z.enum(["blocking", "warning", "info"]),
    message: z.string(),
    line: z.int(),
    column: z.int(),
    excerpt: z.string(),
  }),
);

const StepName = z.enum(STEP_NAMES);

export const Quote = view<QuoteView>()(
  z.object({
    writer: Writer,
    steps: z.array(z.object({ name: StepName, upper_bound_nanos: Nanos })),
    total_nanos: Nanos,
  }),
);

export const Step = view<StepView>()(
  z.object({
    id: Id,
    name: StepName,
    status: z.enum([
      "pending",
      "queued",
      "running",
      "waiting",
      "succeeded",
      "failed",
      "skipped",
      "cancelled",
    ]),
    attempts: z.int(),
    held_nanos: Nanos,
    settled_nanos: Nanos,
    released_nanos: Nanos,
    usage: z.record(z.string(), z.number()).nullable(),
    is_estimated: z.boolean(),
    started_at: Time.nullable(),
    finished_at: Time.nullable(),
    error: Failure.exactOptional(),
    comment: z.string().exactOptional(),
  }),
);

export const Run = view<RunView>()(
  z.object({
    id: Id,
    article_id: Id,
    writer: Writer,
    status: z.enum(["queued", "running", "waiting", "succeeded", "failed", "cancelled"]),
    waiting_for: z.enum(["outline", "review"]).nullable(),
    outline: Outline.exactOptional(),
    revision: z.int().nullable(),
    budget_nanos: Nanos.nullable(),
    quote_nanos: Nanos,
    held_nanos: Nanos,
    settled_nanos: Nanos,
    released_nanos: Nanos,
    steps: z.array(Step),
    error: Failure.exactOptional(),
    created_at: Time,
    finished_at: Time.nullable(),
  }),
);

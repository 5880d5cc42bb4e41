import * as quote from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/quote/route";
import * as articleRuns from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/runs/route";
import * as cancel from "@/app/api/v1/workspaces/[workspaceId]/runs/[runId]/cancel/route";
import * as events from "@/app/api/v1/workspaces/[workspaceId]/runs/[runId]/events/route";
import * as outline from "@/app/api/v1/workspaces/[workspaceId]/runs/[runId]/outline/route";
import * as retry from "@/app/api/v1/workspaces/[workspaceId]/runs/[runId]/retry/route";
import * as run from "@/app/api/v1/workspaces/[workspaceId]/runs/[runId]/route";
import * as runs from "@/app/api/v1/workspaces/[workspaceId]/runs/route";
import { json, type PathDoc, page } from "@/lib/http/openapi/operation-doc";
import { STEP_NAMES } from "@/lib/pipeline";
import { Quote, Run } from "./views-article";

const WORKSPACE = "/workspaces/{workspace_id}";
const ARTICLE = `${WORKSPACE}/articles/{article_id}`;
const RUN = `${WORKSPACE}/runs/{run_id}`;
const tag = "Runs";

/** The work that a writer does, and the decisions that people take on it. */
export const RUN_PATHS: readonly PathDoc[] = [
  {
    path: `${ARTICLE}/quote`,
    tag,
    handlers: quote,
    operations: {
      POST: {
        id: "quoteRun",
        summary: "What a run may cost at most, before anything is spent",
        status: 200,
        answer: json(Quote),
        errors: ["writer_unavailable", "model_not_priced"],
      },
    },
  },
  {
    path: `${ARTICLE}/runs`,
    tag,
    handlers: articleRuns,
    operations: {
      GET: {
        id: "listArticleRuns",
        summary: "The runs of an article, the latest first",
        status: 200,
        answer: page(Run),
      },
      POST: {
        id: "startRun",
        summary: "Have a writer begin; the work happens in the worker",
        status: 202,
        answer: json(Run),
        errors: [
          "insufficient_funds",
          "budget_exceeded",
          "run_in_progress",
          "no_sources",
          "writer_unavailable",
          "model_not_priced",
        ],
      },
    },
  },
  {
    path: `${WORKSPACE}/runs`,
    tag,
    handlers: runs,
    operations: {
      GET: {
        id: "listRuns",
        summary: "The runs of the workspace, the latest first",
        status: 200,
        answer: page(Run),
      },
    },
  },
  {
    path: RUN,
    tag,
    handlers: run,
    operations: {
      GET: { id: "getRun", summary: "A run with its steps", status: 200, answer: json(Run) },
    },
  },
  {
    path: `${RUN}/events`,
    tag,
    handlers: events,
    operations: {
      GET: {
        id: "followRun",
        summary: "Follow a run: its present state, then each change",
        status: 200,
        answer: {
          kind: "bytes",
          mediaType: "text/event-stream",
          says: "Server-sent events. The data of `run` is a run.",
        },
        headers: [{ name: "Last-Event-ID", says: "Goes on after this event." }],
        errors: ["unavailable"],
      },
    },
  },
  {
    path: `${RUN}/outline`,
    tag,
    handlers: outline,
    operations: {
      POST: {
        id: "decideOutline",
        summary: "Approve the outline, as it is or changed, or reject it",
        status: 200,
        answer: json(Run),
        errors: ["wrong_state"],
      },
    },
  },
  {
    path: `${RUN}/cancel`,
    tag,
    handlers: cancel,
    operations: {
      POST: {
        id: "cancelRun",
        summary: "Stop a run",
        status: 202,
        answer: json(Run),
        errors: ["wrong_state"],
      },
    },
  },
  {
    path: `${RUN}/retry`,
    tag,
    handlers: retry,
    operations: {
      POST: {
        id: "retryRun",
        summary:
          "Take up a run that has ended, from the first step that is not done or from a named one",
        status: 202,
        answer: json(Run),
        query: [{ name: "from", says: "The step to go back to.", values: STEP_NAMES }],
        errors: ["invalid_query", "wrong_state", "run_in_progress"],
      },
    },
  },
];

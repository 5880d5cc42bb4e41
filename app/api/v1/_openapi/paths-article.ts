import * as approvals from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/approvals/route";
import * as checks from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/revisions/[number]/checks/route";
import * as restore from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/revisions/[number]/restore/route";
import * as revision from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/revisions/[number]/route";
import * as revisions from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/revisions/route";
import * as article from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/route";
import * as snapshot from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/snapshots/[snapshotId]/route";
import * as sourceFiles from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/source-files/route";
import * as retrySource from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/sources/[sourceId]/retry/route";
import * as source from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/sources/[sourceId]/route";
import * as sources from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/sources/route";
import * as articles from "@/app/api/v1/workspaces/[workspaceId]/articles/route";
import { json, list, nothing, type PathDoc, page } from "@/lib/http/openapi/operation-doc";
import { Article, Finding, Revision, SnapshotText, Source } from "./views-article";

const ARTICLES = "/workspaces/{workspace_id}/articles";
const ARTICLE = `${ARTICLES}/{article_id}`;

const ARTICLE_ITSELF: readonly PathDoc[] = [
  {
    path: ARTICLES,
    tag: "Articles",
    handlers: articles,
    operations: {
      GET: {
        id: "listArticles",
        summary: "The articles, the latest first",
        status: 200,
        answer: page(Article),
        query: [{ name: "query", says: "Only articles whose title holds this text." }],
      },
      POST: {
        id: "createArticle",
        summary: "Begin an article with its brief",
        status: 201,
        answer: json(Article),
        errors: ["unprocessable"],
      },
    },
  },
  {
    path: ARTICLE,
    tag: "Articles",
    handlers: article,
    operations: {
      GET: { id: "getArticle", summary: "An article", status: 200, answer: json(Article) },
      PATCH: {
        id: "updateArticle",
        summary: "Change the title or the brief",
        status: 200,
        answer: json(Article),
        errors: ["run_in_progress"],
      },
      DELETE: {
        id: "deleteArticle",
        summary: "Delete an article; published copies stay until they are taken down",
        status: 204,
        answer: nothing,
        errors: ["run_in_progress"],
      },
    },
  },
];

const SOURCES: readonly PathDoc[] = [
  {
    path: `${ARTICLE}/sources`,
    tag: "Sources",
    handlers: sources,
    operations: {
      GET: { id: "listSources", summary: "The sources", status: 200, answer: list(Source) },
      POST: {
        id: "addSource",
        summary: "Add an address or a text; it is read by the worker",
        status: 201,
        answer: json(Source),
        errors: ["unprocessable"],
      },
    },
  },
  {
    path: `${ARTICLE}/source-files`,
    tag: "Sources",
    handlers: sourceFiles,
    operations: {
      POST: {
        id: "addSourceFile",
        summary: "Add a file; the file itself is the body",
        status: 201,
        answer: json(Source),
        query: [
          { name: "file_name", says: "The file's name.", isRequired: true },
          { name: "is_own", says: "Whether the text is one's own.", values: ["true", "false"] },
        ],
        errors: ["invalid_query", "unprocessable"],
      },
    },
  },
  {
    path: `${ARTICLE}/sources/{source_id}`,
    tag: "Sources",
    handlers: source,
    operations: {
      PATCH: {
        id: "updateSource",
        summary: "Rename a source, or say whose it is",
        status: 200,
        answer: json(Source),
      },
      DELETE: {
        id: "dropSource",
        summary: "Drop a source; what cites it stays readable",
        status: 204,
        answer: nothing,
      },
    },
  },
  {
    path: `${ARTICLE}/sources/{source_id}/retry`,
    tag: "Sources",
    handlers: retrySource,
    operations: {
      POST: {
        id: "retrySource",
        summary: "Read a source once more",
        status: 202,
        answer: json(Source),
      },
    },
  },
  {
    path: `${ARTICLE}/snapshots/{snapshot_id}`,
    tag: "Sources",
    handlers: snapshot,
    operations: {
      GET: {
        id: "getSnapshot",
        summary: "What was read of a source",
        status: 200,
        answer: json(SnapshotText),
      },
    },
  },
];

const TEXT: readonly PathDoc[] = [
  {
    path: `${ARTICLE}/revisions`,
    tag: "Text",
    handlers: revisions,
    operations: {
      GET: {
        id: "listRevisions",
        summary: "The revisions, the latest first",
        status: 200,
        answer: page(Revision),
      },
      POST: {
        id: "saveRevision",
        summary: "Save what a person wrote as the next revision",
        status: 201,
        answer: json(Revision),
        errors: ["revision_conflict"],
      },
    },
  },
  {
    path: `${ARTICLE}/revisions/{number}`,
    tag: "Text",
    handlers: revision,
    operations: {
      GET: { id: "getRevision", summary: "A revision", status: 200, answer: json(Revision) },
    },
  },
  {
    path: `${ARTICLE}/revisions/{number}/checks`,
    tag: "Text",
    handlers: checks,
    operations: {
      GET: {
        id: "listFindings",
        summary: "What the checks find in a revision",
        status: 200,
        answer: list(Finding),
      },
    },
  },
  {
    path: `${ARTICLE}/revisions/{number}/restore`,
    tag: "Text",
    handlers: restore,
    operations: {
      POST: {
        id: "restoreRevision",
        summary: "Make an earlier text the latest revision",
        status: 201,
        answer: json(Revision),
      },
    },
  },
  {
    path: `${ARTICLE}/approvals`,
    tag: "Text",
    handlers: approvals,
    operations: {
      POST: {
        id: "approveRevision",
        summary: "Approve a revision by its hash, or ask for changes",
        status: 201,
        answer: json(Revision),
        errors: ["revision_conflict", "checks_failed"],
      },
    },
  },
];

/** Articles, what they draw on, and what they say. */
export const ARTICLE_PATHS: readonly PathDoc[] = [...ARTICLE_ITSELF, ...SOURCES, ...TEXT];

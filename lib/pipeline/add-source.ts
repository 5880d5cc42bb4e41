import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { enqueueSource } from "./enqueue-source";
import { findSource } from "./find-sources";
import { lockArticle } from "./rows";
import { type AddSourceInput, SOURCES_PER_ARTICLE_MAX, type SourceView } from "./schema";

interface NewSource {
  readonly id: string;
  readonly kind: "url" | "text" | "file";
  readonly title: string;
  readonly url: string | null;
  readonly isOwn: boolean;
  readonly upload?: { mediaType: string; fileName: string | null; bytes: Uint8Array<ArrayBuffer> };
}

/**
 * Adds an address or a pasted text to an article and has it read. The same id is the same source.
 * @throws AppError not_found | unprocessable past the limit
 */
export async function addSource(
  actor: Actor,
  articleId: string,
  id: string,
  input: AddSourceInput,
): Promise<SourceView> {
  requirePermission(actor, "article:write");
  await withWorkspace(actor, (tx) => insertSources(tx, actor, articleId, [toNewSource(id, input)]));
  return findSource(actor, articleId, id);
}

/** Adds an uploaded file. Whether it can be read shows when it is read. @throws as addSource */
export async function addSourceFile(
  actor: Actor,
  articleId: string,
  id: string,
  file: { fileName: string; mediaType: string; bytes: Uint8Array; isOwn: boolean },
): Promise<SourceView> {
  requirePermission(actor, "article:write");
  const { fileName, mediaType, isOwn } = file;
  const upload = { fileName, mediaType, bytes: Uint8Array.from(file.bytes) };
  await withWorkspace(actor, (tx) =>
    insertSources(tx, actor, articleId, [
      { id, kind: "file", title: fileName, url: null, isOwn, upload },
    ]),
  );
  return findSource(actor, articleId, id);
}

/** Adds several sources inside the caller's transaction. @throws AppError unprocessable */
export async function addSources(
  tx: Tx,
  actor: Actor,
  articleId: string,
  inputs: readonly AddSourceInput[],
): Promise<void> {
  if (inputs.length > 0)
    await insertSources(
      tx,
      actor,
      articleId,
      inputs.map((input) => toNewSource(newId(), input)),
    );
}

function toNewSource(id: string, input: AddSourceInput): NewSource {
  const isOwn = input.is_own ?? false;
  if ("url" in input)
    return { id, kind: "url", title: input.title ?? input.url, url: input.url, isOwn };
  const bytes = Uint8Array.from(Buffer.from(input.text, "utf8"));
  return {
    id,
    kind: "text",
    title: input.title,
    url: null,
    isOwn,
    upload: { mediaType: "text/markdown", fileName: null, bytes },
  };
}

async function insertSources(
  tx: Tx,
  actor: Actor,
  articleId: string,
  sources: readonly NewSource[],
): Promise<void> {
  const { workspaceId } = actor;
  await lockArticle(tx, workspaceId, articleId);
  const present = await tx.source.findMany({
    where: { ownerWorkspaceId: workspaceId, articleId },
    select: { id: true, position: true, status: true },
  });
  const known = new Set(present.map((row) => row.id));
  const fresh = sources.filter((source) => !known.has(source.id));
  const active = present.filter((row) => row.status !== "dropped").length;
  if (active + fresh.length > SOURCES_PER_ARTICLE_MAX) {
    throw new AppError("unprocessable", {
      detail: `An article has at most ${SOURCES_PER_ARTICLE_MAX} sources. Drop one first.`,
    });
  }
  let position = Math.max(0, ...present.map((row) => row.position));
  for (const { upload, ...source } of fresh) {
    position += 1;
    await tx.source.create({
      data: {
        ownerWorkspaceId: workspaceId,
        articleId,
        position,
        status: "pending",
        createdAt: clock.now(),
        ...source,
      },
    });
    if (upload !== undefined) {
      await tx.sourceUpload.create({
        data: { ownerWorkspaceId: workspaceId, sourceId: source.id, ...upload },
      });
    }
    await recordEvent(tx, {
      workspaceId,
      userId: actor.userId,
      action: "source.added",
      subjectKind: "source",
      subjectId: source.id,
      detail: { kind: source.kind },
    });
    await enqueueSource(tx, workspaceId, source.id);
  }
}

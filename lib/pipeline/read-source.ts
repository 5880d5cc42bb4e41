import { sha256 } from "@/lib/crypto";
import { describeOutboundFailure, safeFetch } from "@/lib/outbound";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import type { Source } from "@/prisma/generated/client";
import { enqueueSource } from "./enqueue-source";
import { extractSource } from "./extract";

/** The ids of a job on the queue "fetch-source". */
export interface SourceJob {
  readonly workspaceId: string;
  readonly sourceId: string;
}

/** A source that somebody has been reading for longer than this was left by a worker that died. */
const ABANDONED_MS = 60_000;
/** A source that took its reader with it this often in a row is not read again unless a person asks. */
const DEATHS_MAX = 4;

interface Material {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fileName?: string;
  readonly url?: string;
}

type Reading =
  | { readonly kind: "read"; readonly material: Material }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/**
 * Reads a source into a snapshot, or writes down why it can't be read. Two at once do it once; a second
 * job for a source that is read already does nothing.
 */
export async function readSource(job: SourceJob, signal: AbortSignal): Promise<void> {
  const source = await claimSource(job);
  if (source === null) return;
  const reading = await obtain(source, signal);
  if (signal.aborted) return giveBack(source);
  if (reading.kind === "failed") return fail(source, reading.code, reading.message);
  const { material } = reading;
  const extracted = await extractSource(material);
  if (extracted.kind === "failed") return fail(source, extracted.code, extracted.message);
  await withWorkspace({ workspaceId: job.workspaceId }, async (tx) => {
    const snapshotId = newId();
    const { count } = await tx.source.updateMany({
      where: fence(source),
      data: {
        status: "ready",
        snapshotId,
        failureCode: null,
        failureDetail: null,
        updatedAt: clock.now(),
        ...(source.kind === "url" && source.title === source.url && extracted.title !== ""
          ? { title: extracted.title.slice(0, 200) }
          : {}),
      },
    });
    if (count === 0) return; // Dropped or taken over meanwhile.
    await tx.snapshot.create({
      data: {
        ownerWorkspaceId: job.workspaceId,
        id: snapshotId,
        sourceId: source.id,
        contentHash: Uint8Array.from(sha256(extracted.text)),
        mediaType: extracted.mediaType,
        finalUrl: material.url ?? null,
        title: source.kind === "text" ? source.title : extracted.title,
        language: extracted.language ?? null,
        text: extracted.text,
        markdown: extracted.markdown,
        wordCount: extracted.wordCount,
        byteCount: material.bytes.length,
        fetchedAt: clock.now(),
      },
    });
  });
}

/** Takes a source that waits, or one whose reader is gone; null when somebody else reads it. */
async function claimSource(job: SourceJob): Promise<Source | null> {
  const { workspaceId, sourceId } = job;
  const key = { ownerWorkspaceId: workspaceId, id: sourceId };
  const now = clock.now();
  const abandoned = {
    ...key,
    status: "fetching",
    updatedAt: { lt: new Date(now.getTime() - ABANDONED_MS) },
  };
  return withWorkspace({ workspaceId }, async (tx) => {
    const given = await tx.source.updateMany({
      where: { ...key, status: "pending" },
      data: { status: "fetching", fetchCount: { increment: 1 }, readerDeaths: 0, updatedAt: now },
    });
    const taken = await tx.source.updateMany({
      where: abandoned,
      data: {
        fetchCount: { increment: 1 },
        readerDeaths: { increment: 1 },
        updatedAt: now,
      },
    });
    if (given.count + taken.count === 0) return null;
    const source = await tx.source.findFirst({ where: key });
    if (source === null || source.readerDeaths < DEATHS_MAX) return source;
    await tx.source.updateMany({ where: fence(source), data: failure(UNREADABLE) });
    return null;
  });
}

const UNREADABLE = {
  code: "unreadable",
  message: `Reading this source ended the reader ${DEATHS_MAX} times. Paste its text instead.`,
};

/** The worker is told to end: another one takes the source up at once. */
async function giveBack(source: Source): Promise<void> {
  const { ownerWorkspaceId: workspaceId, id: sourceId } = source;
  await withWorkspace({ workspaceId }, async (tx) => {
    const { count } = await tx.source.updateMany({
      where: fence(source),
      data: { status: "pending", updatedAt: clock.now() },
    });
    if (count > 0) await enqueueSource(tx, workspaceId, sourceId);
  });
}

/** Only the reader that claimed this very turn may write its result. */
function fence(source: Source) {
  return {
    ownerWorkspaceId: source.ownerWorkspaceId,
    id: source.id,
    status: "fetching",
    fetchCount: source.fetchCount,
  };
}

async function obtain(source: Source, signal: AbortSignal): Promise<Reading> {
  if (source.kind === "url" && source.url !== null) return fetchUrl(source, source.url, signal);
  const upload = await withWorkspace({ workspaceId: source.ownerWorkspaceId }, (tx) =>
    tx.sourceUpload.findFirst({
      where: { ownerWorkspaceId: source.ownerWorkspaceId, sourceId: source.id },
    }),
  );
  if (upload === null) {
    return {
      kind: "failed",
      code: "empty",
      message: "Nothing was uploaded. Add the source again.",
    };
  }
  const { bytes, mediaType, fileName } = upload;
  return {
    kind: "read",
    material: { bytes, mediaType, ...(fileName === null ? {} : { fileName }) },
  };
}

async function fetchUrl(source: Source, url: string, signal: AbortSignal): Promise<Reading> {
  try {
    const response = await safeFetch(url, {
      purpose: "source-fetch",
      workspaceId: source.ownerWorkspaceId,
      method: "GET",
      headers: {
        accept:
          "text/html, application/xhtml+xml, application/pdf, text/markdown, text/plain;q=0.9, */*;q=0.1",
      },
      signal,
    });
    if (response.status < 200 || response.status > 299) return refusedByServer(response.status);
    const bytes = await response.bytes();
    const mediaType = response.headers["content-type"] ?? "application/octet-stream";
    return { kind: "read", material: { bytes, mediaType, url: response.url } };
  } catch (error) {
    const failure = describeOutboundFailure(error);
    if (failure === null) throw error;
    log.info("source.failed", { sourceId: source.id, code: failure.code });
    return { kind: "failed", ...failure };
  }
}

function refusedByServer(status: number): Reading {
  const message =
    status === 401 || status === 403
      ? `The server wants a sign-in for this page (status ${status}). Paste its text, or upload it as a file.`
      : status === 404 || status === 410
        ? `There is no such page (status ${status}). Check the address.`
        : `The server answered with status ${status}. Try again later, or paste the text.`;
  return { kind: "failed", code: "http_error", message };
}

async function fail(source: Source, code: string, message: string): Promise<void> {
  await withWorkspace({ workspaceId: source.ownerWorkspaceId }, (tx) =>
    tx.source.updateMany({ where: fence(source), data: failure({ code, message }) }),
  );
}

function failure({ code, message }: { code: string; message: string }) {
  return {
    status: "failed",
    failureCode: code,
    failureDetail: message,
    updatedAt: clock.now(),
  };
}

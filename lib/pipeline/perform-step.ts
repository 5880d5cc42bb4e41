import { setTimeout as pause } from "node:timers/promises";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import type { Run } from "@/prisma/generated/client";
import { checkLinks } from "./check-links";
import type { Claim } from "./claim-step";
import { readSource } from "./read-source";
import { insertRevision } from "./revisions";
import { lockArticle } from "./rows";
import type { Outline } from "./schema";
import type { Cost, Draft, WritingPlan, Written } from "./writing";

/** How an attempt ended. `save` stores the output inside the transaction that finishes the step. */
export type StepOutcome =
  | { readonly kind: "done"; readonly cost: Cost | null; save(tx: Tx, run: Run): Promise<Run> }
  | Extract<Written<never>, { kind: "failed" }>
  | Extract<Written<never>, { kind: "aborted" }>;

const SOURCES_WAIT_MS = 90_000;
const SOURCES_POLL_MS = 250;

/** Does the work of a step, outside of any transaction. */
export async function perform(
  claim: Claim,
  signal: AbortSignal,
  onText: (delta: string) => void,
): Promise<StepOutcome> {
  const { work } = claim;
  switch (work.kind) {
    case "sources":
      return readSources(claim, signal);
    case "outline":
      return write(claim, work.plan, signal, onText, saveOutline);
    case "draft":
      return write(claim, work.plan, signal, onText, saveDraft);
    case "checks":
      await checkLinks(
        { workspaceId: claim.run.ownerWorkspaceId, articleId: claim.run.articleId },
        signal,
      );
      return done();
    case "review":
      return done();
    default:
      return work satisfies never;
  }
}

function done(): StepOutcome {
  return { kind: "done", cost: null, save: async (_tx, run) => run };
}

/** Reads what has not been read, waits for what others read, and goes on with whatever is there then. */
async function readSources(claim: Claim, signal: AbortSignal): Promise<StepOutcome> {
  const { ownerWorkspaceId: workspaceId, articleId } = claim.run;
  const deadline = clock.now().getTime() + SOURCES_WAIT_MS;
  const where = { ownerWorkspaceId: workspaceId, articleId };
  while (!signal.aborted) {
    const open = await withWorkspace({ workspaceId }, (tx) =>
      tx.source.findMany({
        where: { ...where, status: { in: ["pending", "fetching"] } },
        select: { id: true },
      }),
    );
    if (open.length === 0 || clock.now().getTime() > deadline) break;
    await Promise.all(
      open.map((source) => readSource({ workspaceId, sourceId: source.id }, signal)),
    );
    await pause(SOURCES_POLL_MS);
  }
  if (signal.aborted) return { kind: "aborted", cost: null };
  const ready = await withWorkspace({ workspaceId }, (tx) =>
    tx.source.count({ where: { ...where, status: "ready" } }),
  );
  if (ready > 0) return done();
  return {
    kind: "failed",
    code: "no_sources",
    message:
      "None of the sources could be read. See what each one says, then add another or try again.",
    isRetryable: false,
    isOutcomeUnknown: false,
    cost: null,
  };
}

async function write<Value>(
  claim: Claim,
  plan: WritingPlan<Value>,
  signal: AbortSignal,
  onText: (delta: string) => void,
  save: (tx: Tx, run: Run, value: Value) => Promise<Run>,
): Promise<StepOutcome> {
  // One key for each amount set aside: a call that may have been made already is known again by the
  // vendor, and a step that a person has done anew is not answered with what it gave before.
  const idempotencyKey = `step-${claim.holdId ?? claim.attemptId}`;
  const written = await plan.write({ idempotencyKey, signal, onText });
  if (written.kind !== "written") return written;
  return { kind: "done", cost: written.cost, save: (tx, run) => save(tx, run, written.value) };
}

async function saveOutline(tx: Tx, run: Run, outline: Outline): Promise<Run> {
  return tx.run.update({
    where: { ownerWorkspaceId_id: { ownerWorkspaceId: run.ownerWorkspaceId, id: run.id } },
    data: { outline: outline as object },
  });
}

async function saveDraft(tx: Tx, run: Run, draft: Draft): Promise<Run> {
  const { ownerWorkspaceId: workspaceId, articleId, id: runId } = run;
  await lockArticle(tx, workspaceId, articleId);
  const revision = await insertRevision(tx, {
    workspaceId,
    articleId,
    origin: "writer",
    runId,
    userId: null,
    ...draft,
  });
  return tx.run.update({
    where: { ownerWorkspaceId_id: { ownerWorkspaceId: workspaceId, id: runId } },
    data: { revisionNumber: revision.number },
  });
}

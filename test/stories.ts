import {
  approveRevision,
  createArticle,
  decideOutline,
  getRevision,
  getRun,
  type RunView,
  SOURCE_DIGEST,
  saveRevision,
  startRun,
} from "@/lib/pipeline";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { createDestination, publishArticle } from "@/lib/publishing";
import { drain } from "./drive";
import type { World } from "./world";

// The way of an article, in the pieces that tests begin from.

const SOURCES = [
  {
    title: "Tides",
    is_own: true,
    text: "The moon pulls the sea towards it and raises a tide. A tide rises and falls twice a day on most coasts. The sun adds a smaller pull, so tides are higher at new moon and at full moon.",
  },
  {
    title: "Harbours",
    is_own: true,
    text: "A harbour master plans arrivals by the height of the tide. Large ships wait outside of the harbour until the tide is high enough. A tide table lists the heights for every day of the year.",
  },
  {
    title: "Mud flats",
    is_own: true,
    text: "Mud flats fall dry when the tide is low. Birds feed on the flats between two tides. Walkers must know the tide table before they cross the flats, because the sea returns fast.",
  },
];

/** The code that a verb refuses with, or "accepted". */
export function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "accepted",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

/** An article about tides with three pasted sources. */
export async function givenArticle(world: World): Promise<string> {
  const id = newId();
  await createArticle(world.actor, id, {
    title: "Tides",
    brief: { topic: "How tides work", word_count: 300, sources: SOURCES },
  });
  return id;
}

/** A run of the built-in writer, worked on until it waits for a person. */
export async function givenRun(world: World, articleId: string): Promise<RunView> {
  const run = await startRun(world.actor, articleId, newId(), { writer: SOURCE_DIGEST });
  await drain(world);
  return getRun(world.actor, run.id);
}

/** Approves the outline as it stands and works until the run waits for its review. */
export async function toReview(world: World, runId: string): Promise<RunView> {
  await decideOutline(world.actor, runId, { decision: "approve" });
  await drain(world);
  return getRun(world.actor, runId);
}

/** Revision 2: the person puts words of their own where the writer left room for them. */
export async function writeOwnText(world: World, articleId: string): Promise<void> {
  const { title, markdown, meta } = await getRevision(world.actor, articleId, 1);
  await saveRevision(world.actor, articleId, {
    title,
    markdown: markdown.replaceAll(/^\*Your text: .*\*$/gm, "We explain this in our own words."),
    meta,
    base_revision: 1,
  });
}

/** An article whose second revision, written by the writer and a person, is approved. */
export async function givenApproved(world: World): Promise<string> {
  const articleId = await givenArticle(world);
  await toReview(world, (await givenRun(world, articleId)).id);
  await writeOwnText(world, articleId);
  await approveRevision(world.actor, articleId, { revision: 2, decision: "approve" });
  return articleId;
}

/** A destination that AutoInk serves itself. */
export async function givenHosted(world: World): Promise<string> {
  const { id } = await createDestination(world.actor, newId(), { kind: "hosted", name: "Site" });
  return id;
}

/** Asks for the approved revision to be published; nothing is delivered yet. */
export async function requestPublication(world: World, articleId: string): Promise<string> {
  const destination_id = await givenHosted(world);
  const { id } = await publishArticle(world.actor, articleId, { destination_id, mode: "publish" });
  return id;
}

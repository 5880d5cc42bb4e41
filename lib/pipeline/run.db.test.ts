import { describe, expect, it } from "vitest";
import {
  addSource,
  approveRevision,
  cancelRun,
  createArticle,
  decideOutline,
  findRevisions,
  findRuns,
  findSources,
  getArticle,
  getRevision,
  getRun,
  retryRun,
  SOURCE_DIGEST,
  saveRevision,
  startRun,
} from "@/lib/pipeline";
import { newId } from "@/lib/platform/id";
import { findHostedPage, getPublication, publishArticle } from "@/lib/publishing";
import { drain } from "@/test/drive";
import {
  givenApproved,
  givenArticle,
  givenHosted,
  givenRun,
  refusal,
  requestPublication,
  toReview,
  writeOwnText,
} from "@/test/stories";
import { givenWorkspace } from "@/test/world";

const PAGE = { limit: 50, after: null };
const WRITER = { writer: SOURCE_DIGEST };
const slugOf = (url: string | null) =>
  decodeURIComponent(new URL(url ?? "http://none/").pathname.split("/").at(-1) ?? "");

describe("a run's gates", () => {
  it("refuses a second run of an article while one waits for a person", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    await givenRun(world, articleId);
    expect(await refusal(startRun(world.actor, articleId, newId(), WRITER))).toBe(
      "run_in_progress",
    );
  });

  it("starts exactly one of two runs that are asked for at once", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    const results = await Promise.all(
      [newId(), newId()].map((id) => refusal(startRun(world.actor, articleId, id, WRITER))),
    );
    expect(results.toSorted()).toEqual(["accepted", "run_in_progress"]);
  });

  it("makes one run of the same id, one after the other and at once", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    const id = newId();
    const start = () => startRun(world.actor, articleId, id, WRITER);
    const [first, second] = await Promise.all([start(), start()]);
    expect([first.id, second.id, (await start()).id]).toEqual([id, id, id]);
    expect((await findRuns(world.actor, PAGE)).data).toHaveLength(1);
  });

  it("ends as cancelled when the outline is rejected, and takes no second decision", async () => {
    const world = await givenWorkspace();
    const { id } = await givenRun(world, await givenArticle(world));
    const run = await decideOutline(world.actor, id, { decision: "reject" });
    expect([run.status, run.waiting_for, run.revision]).toEqual(["cancelled", null, null]);
    expect(await refusal(decideOutline(world.actor, id, { decision: "approve" }))).toBe(
      "wrong_state",
    );
  });

  it("takes one of two decisions on the outline that come at once", async () => {
    const world = await givenWorkspace();
    const { id } = await givenRun(world, await givenArticle(world));
    const decide = () => refusal(decideOutline(world.actor, id, { decision: "approve" }));
    const results = await Promise.all([decide(), decide()]);
    expect(results.toSorted()).toEqual(["accepted", "wrong_state"]);
  });

  it("ends at once when it is cancelled while it waits, and can be taken up again", async () => {
    const world = await givenWorkspace();
    const { id } = await givenRun(world, await givenArticle(world));
    expect((await cancelRun(world.actor, id)).status).toBe("cancelled");
    expect(await refusal(cancelRun(world.actor, id))).toBe("wrong_state");
    await retryRun(world.actor, id, "outline");
    await drain(world);
    expect((await getRun(world.actor, id)).waiting_for).toBe("outline");
  });

  it("fails with no_sources when nothing can be read, and goes on from there on a retry", async () => {
    const world = await givenWorkspace();
    const articleId = newId();
    // Port 1 answers nobody.
    const url = "http://127.0.0.1:1/gone";
    await createArticle(world.actor, articleId, { brief: { topic: "Tides", sources: [url] } });
    const failed = await givenRun(world, articleId);
    expect([failed.status, failed.error?.code]).toEqual(["failed", "no_sources"]);
    expect((await findSources(world.actor, articleId)).map((source) => source.status)).toEqual([
      "failed",
    ]);
    await addSource(world.actor, articleId, newId(), {
      title: "Tides",
      text: "The moon raises a tide. A tide rises and falls twice a day on most coasts.",
    });
    await retryRun(world.actor, failed.id, undefined);
    await drain(world);
    const retried = await getRun(world.actor, failed.id);
    expect([retried.status, retried.waiting_for, retried.error]).toEqual([
      "waiting",
      "outline",
      undefined,
    ]);
  });
});

describe("revisions", () => {
  it("refuses a save on an old base, and both texts exist", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    const base = { title: "Tides", base_revision: 0 };
    await saveRevision(world.actor, articleId, { ...base, markdown: "First.\n" });
    const late = { ...base, markdown: "Second.\n" };
    expect(await refusal(saveRevision(world.actor, articleId, late))).toBe("revision_conflict");
    await saveRevision(world.actor, articleId, { ...late, base_revision: 1 });
    const { data } = await findRevisions(world.actor, articleId, PAGE);
    expect(data.map((row) => row.markdown.trim())).toEqual(["Second.", "First."]);
  });

  it("lets one of two editors win who save at once", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    const results = await Promise.all(
      ["One.\n", "Two.\n"].map((markdown) =>
        refusal(
          saveRevision(world.actor, articleId, { title: "Tides", markdown, base_revision: 0 }),
        ),
      ),
    );
    expect(results.toSorted()).toEqual(["accepted", "revision_conflict"]);
  });

  it("refuses to approve a revision that is not the latest", async () => {
    const world = await givenWorkspace();
    const articleId = await givenApproved(world);
    const { title, markdown } = await getRevision(world.actor, articleId, 2);
    await saveRevision(world.actor, articleId, {
      title: `${title} again`,
      markdown,
      base_revision: 2,
    });
    const approve = approveRevision(world.actor, articleId, { revision: 2, decision: "approve" });
    expect(await refusal(approve)).toBe("revision_conflict");
  });
});

describe("publishing", () => {
  it("refuses what is unwritten, unapproved, edited since or sent back", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    const destination_id = await givenHosted(world);
    const publish = () =>
      refusal(publishArticle(world.actor, articleId, { destination_id, mode: "publish" }));
    expect(await publish()).toBe("not_approved");
    await toReview(world, (await givenRun(world, articleId)).id);
    await writeOwnText(world, articleId);
    expect(await publish()).toBe("not_approved");
    await approveRevision(world.actor, articleId, { revision: 2, decision: "approve" });
    await approveRevision(world.actor, articleId, { revision: 2, decision: "request_changes" });
    expect(await publish()).toBe("not_approved");
    await approveRevision(world.actor, articleId, { revision: 2, decision: "approve" });
    const { title, markdown } = await getRevision(world.actor, articleId, 2);
    await saveRevision(world.actor, articleId, {
      title: `${title}, edited`,
      markdown,
      base_revision: 2,
    });
    expect(await publish()).toBe("not_approved");
  });

  it("carries a title with markup, Arabic and emoji to the page unchanged", async () => {
    const world = await givenWorkspace();
    const articleId = await givenApproved(world);
    const title = 'Tides </script><img src=x onerror="a()"> مد وجزر 🌊';
    const { markdown } = await getRevision(world.actor, articleId, 2);
    await saveRevision(world.actor, articleId, { title, markdown, base_revision: 2 });
    await approveRevision(world.actor, articleId, { revision: 3, decision: "approve" });
    const publicationId = await requestPublication(world, articleId);
    await drain(world);
    const publication = await getPublication(world.actor, publicationId);
    expect(publication.status).toBe("verified");
    const found = await findHostedPage(world.slug, slugOf(publication.remote_url));
    expect(found?.page.title).toBe(title);
    expect(found?.page.html).not.toMatch(/<script|onerror/i);
  });

  it("goes from three pasted sources to a verified page, through both gates", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    const gate = await givenRun(world, articleId);
    expect([gate.status, gate.waiting_for]).toEqual(["waiting", "outline"]);
    const outline = { ...(gate.outline ?? { title: "", sections: [] }), title: "The tide, told" };
    expect(outline.sections.length).toBeGreaterThan(0);
    await decideOutline(world.actor, gate.id, { decision: "approve", outline });
    await drain(world);
    const review = await getRun(world.actor, gate.id);
    expect([review.waiting_for, review.revision]).toEqual(["review", 1]);
    const written = await getRevision(world.actor, articleId, 1);
    expect([written.title, written.origin]).toEqual(["The tide, told", "writer"]);
    const early = approveRevision(world.actor, articleId, { revision: 1, decision: "approve" });
    expect(await refusal(early)).toBe("checks_failed");
    await writeOwnText(world, articleId);
    expect((await getRun(world.actor, gate.id)).revision).toBe(2);
    const revision = await getRevision(world.actor, articleId, 2);
    await approveRevision(world.actor, articleId, { revision: 2, decision: "approve" });
    expect((await getRun(world.actor, gate.id)).status).toBe("succeeded");
    const publicationId = await requestPublication(world, articleId);
    await drain(world);
    const publication = await getPublication(world.actor, publicationId);
    expect([publication.status, publication.revision_hash]).toEqual(["verified", revision.hash]);
    const found = await findHostedPage(world.slug, slugOf(publication.remote_url));
    expect(found?.page.title).toBe("The tide, told");
    expect((await getArticle(world.actor, articleId)).state).toBe("published");
  });
});

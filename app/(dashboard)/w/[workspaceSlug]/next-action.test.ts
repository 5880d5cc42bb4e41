import { describe, expect, it } from "vitest";
import type { ArticleView } from "@/lib/pipeline/schema";
import { nextAction } from "./next-action";

// Guarantee: the one action that a workspace opens with is the most pressing one.

const article = (state: ArticleView["state"], updated_at: string): ArticleView => ({
  id: `${state}-${updated_at}`,
  title: state,
  brief: { topic: state },
  state,
  revision: null,
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at,
});
const gate = { article_id: "gate", title: "Gate", waiting_for: "review" } as const;
const trouble = { article_id: "trouble", title: "Trouble", destination_name: "Site" };
const desk = { base: "/w/a", waiting: [], troubled: [], articles: [] };

describe("the next action", () => {
  it("is none when everything is published", () => {
    const articles = [article("published", "2026-01-02")];
    expect(nextAction({ ...desk, articles })).toBeNull();
  });

  it("is the decision that waits, before a publication in trouble", () => {
    const action = nextAction({ ...desk, waiting: [gate, gate], troubled: [trouble] });
    expect(action?.href).toBe("/w/a/articles/gate/text");
    expect(action?.detail).toContain("and 1 more");
  });

  it("is the publication in trouble, before an article to go on with", () => {
    const articles = [article("draft", "2026-01-02")];
    expect(nextAction({ ...desk, troubled: [trouble], articles })?.title).toBe("Trouble");
  });

  it("is a failed run, before an article that was touched later", () => {
    const articles = [article("draft", "2026-01-03"), article("failed", "2026-01-02")];
    expect(nextAction({ ...desk, articles })?.title).toBe("failed");
  });

  it("is the unfinished article that was touched last", () => {
    const articles = [article("brief", "2026-01-02"), article("approved", "2026-01-03")];
    expect(nextAction({ ...desk, articles })?.href).toBe(
      "/w/a/articles/approved-2026-01-03/publish",
    );
  });
});

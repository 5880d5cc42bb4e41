import { describe, expect, it } from "vitest";
import type { PublicationView } from "@/lib/publishing";
import { isMoving, troubleOf } from "./publication-words";

const NOW = new Date("2026-11-24T12:00:00Z");

function publication(change: Partial<PublicationView>): PublicationView {
  return {
    id: "p",
    article_id: "a",
    destination_id: "d",
    destination_name: "Our blog",
    destination_kind: "ghost",
    status: "verified",
    mode: "publish",
    scheduled_at: null,
    revision: 1,
    revision_hash: "00",
    remote_id: "1",
    remote_url: null,
    verified_at: null,
    attempts: [],
    hooks: [],
    created_at: NOW.toISOString(),
    updated_at: NOW.toISOString(),
    ...change,
  };
}

describe("words of a publication", () => {
  it("says for every state that went wrong what to do next, and for no other", () => {
    for (const status of ["unknown", "conflict", "drifted", "failed"] as const)
      expect(troubleOf(publication({ status }))?.next).toBe("send_again");
    for (const status of ["queued", "sending", "verified", "unpublished"] as const)
      expect(troubleOf(publication({ status }))).toBeNull();
  });

  it("leads to the destination when its settings are wrong, since sending again can't help", () => {
    const error = { code: "misconfigured", message: "The key was refused." };
    expect(troubleOf(publication({ status: "failed", error }))?.next).toBe("destination");
  });

  it("stops asking again for a lost answer after half an hour", () => {
    expect(isMoving(publication({ status: "unknown" }), NOW)).toBe(true);
    const old = publication({ status: "unknown", updated_at: "2026-11-24T11:00:00Z" });
    expect(isMoving(old, NOW)).toBe(false);
    expect(isMoving(publication({ status: "failed" }), NOW)).toBe(false);
  });
});

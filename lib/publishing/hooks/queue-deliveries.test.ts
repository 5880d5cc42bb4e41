import { describe, expect, it } from "vitest";
import type { HookKind } from "@/lib/publishing/schema";
import { publishedAt } from "./hooks.fixture";
import { dueTime } from "./queue-deliveries";

const NOW = new Date("2026-11-28T12:00:00Z");
const LATER = new Date("2026-12-01T08:00:00Z");
const PUBLIC = { mode: "publish", scheduledAt: null };
const event = publishedAt("https://example.org/tides");
const takenDown = { ...event, type: "article.unpublished" } as const;
const nowhere = publishedAt(null);

describe("when a hook is told", () => {
  it.each([
    ["http", PUBLIC, event, NOW],
    ["http", { mode: "draft", scheduledAt: null }, nowhere, NOW],
    ["indexnow", PUBLIC, event, NOW],
    ["indexnow", PUBLIC, nowhere, null],
    ["indexnow", { mode: "draft", scheduledAt: null }, event, null],
    ["indexnow", { mode: "publish", scheduledAt: LATER }, event, LATER],
    ["indexnow", PUBLIC, takenDown, NOW],
    ["indexnow", { mode: "publish", scheduledAt: LATER }, takenDown, null],
    ["sitemap-check", { mode: "publish", scheduledAt: LATER }, event, LATER],
    ["sitemap-check", PUBLIC, takenDown, null],
  ] as const)("%s of %o", (kind: HookKind, publication, what, expected) => {
    expect(dueTime(kind, publication, what, NOW)).toEqual(expected);
  });
});

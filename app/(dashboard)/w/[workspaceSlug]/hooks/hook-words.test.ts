import { expect, it } from "vitest";
import type { HookView } from "@/lib/publishing";
import { offWords, targetOf } from "./hook-words";

const HOOK: HookView = {
  id: "0",
  kind: "http",
  url: "https://example.org/in",
  key: null,
  argv: [],
  disabled_at: null,
  disabled_by: null,
  created_at: "2026-11-28T12:00:00.000Z",
};

it("tells hooks apart by what they are about", () => {
  expect(targetOf(HOOK)).toBe("https://example.org/in");
  expect(targetOf({ ...HOOK, kind: "sitemap-check" })).toBe("https://example.org/in");
  expect(targetOf({ ...HOOK, kind: "indexnow", url: null, key: "0123456789" })).toContain(
    "0123456789",
  );
  expect(targetOf({ ...HOOK, kind: "command", url: null, argv: ["purge", "blog"] })).toBe(
    "purge blog",
  );
});

it("says who turned a hook off", () => {
  const off = { ...HOOK, disabled_at: HOOK.created_at };
  expect(offWords(HOOK)).toBeNull();
  expect(offWords({ ...off, disabled_by: "person" })).toBe("Off");
  expect(offWords({ ...off, disabled_by: "receiver" })).toContain("gone");
});

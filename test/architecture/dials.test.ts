import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { DIAL_RULES } from "@/eslint.config.mjs";

// Guarantee: the rules about names that dial still bite. What is imported to dial, rules.test.ts covers.

const linter = new Linter();
const problemsOf = (code: string) =>
  linter.verify(code, [{ languageOptions: { sourceType: "module" }, rules: DIAL_RULES as never }]);

describe("code of the server", () => {
  it.each([
    "fetch('https://example.org')",
    "const get = fetch;",
    "send({ fetch });",
    "globalThis.fetch('https://example.org')",
    "global['fetch']('https://example.org')",
    "const { fetch: get } = globalThis;",
    "new XMLHttpRequest()",
    "new WebSocket('wss://example.org')",
    "new EventSource('https://example.org')",
    "process.getBuiltinModule('net')",
    "process.binding('tcp_wrap')",
  ])("may not say %s", (code) => {
    expect(problemsOf(code)).toHaveLength(1);
  });

  it.each([
    "export function send(fetch) { return fetch('https://example.org'); }",
    "const guard = { fetch: () => 1 }; guard.fetch();",
    "queue('fetch-source');",
  ])("may say %s", (code) => {
    expect(problemsOf(code)).toEqual([]);
  });
});

import { expect, it } from "vitest";
import { AttestationError, type AttestationErrorCode } from "./errors";

const CODES: Record<AttestationErrorCode, true> = {
  key_missing: true,
  key_unreadable: true,
  key_unknown: true,
  state_missing: true,
  state_behind: true,
  state_unreadable: true,
  log_missing: true,
  log_inconsistent: true,
  keys_unreadable: true,
  database_rolled_back: true,
  history_changed: true,
  clock_behind: true,
  cosignature_refused: true,
};

it("each error says in sentences what to do, and what was found", () => {
  const cause = new Error("cause");
  for (const code of Object.keys(CODES) as AttestationErrorCode[]) {
    const error = new AttestationError(code, "line 7", cause);
    expect(error).toMatchObject({ name: "AttestationError", code, found: "line 7", cause });
    expect(error.message).toMatch(/^[A-Z][^()]{20,}[.] \(line 7\)$/);
  }
});

import { AppError } from "@/lib/platform/errors";

/** The refusal of a run while another one of its article is active. */
export function runInProgress(): AppError {
  return new AppError("run_in_progress", {
    detail:
      "Another run of this article is under way. Cancel it first, or wait until it has ended.",
  });
}

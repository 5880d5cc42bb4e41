import { clock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";

/**
 * When something that an operator sets begins: at the moment asked for, or now. What was charged was charged, so
 * nothing begins in the past.
 * @throws AppError invalid_body
 */
export function startOf(asked: Date | undefined): Date {
  const now = clock.now();
  if (asked === undefined) return now;
  if (asked >= now) return asked;
  const message = "Choose a time that is still to come, or leave it out to begin now.";
  throw new AppError("invalid_body", { errors: [{ path: "effective_from", message }] });
}

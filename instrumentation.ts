import { env } from "@/lib/platform/env";

/** Reads the settings before the first request: a bad one stops the start with a line that names it. */
export function register(): void {
  env();
}

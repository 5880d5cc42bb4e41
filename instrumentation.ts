/**
 * Reads the settings before the first request: a bad one stops the start with a line that names it. Next.js
 * also compiles this file for its edge runtime, which nothing of ours runs in and which has no files.
 */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] === "nodejs") {
    const { env } = await import("@/lib/platform/env");
    env();
  }
}

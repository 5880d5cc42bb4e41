import type { z } from "zod";

const PROBLEM_CHARS_MAX = 500;

/** Reads a model's text as JSON of the given shape. Says what is wrong instead of throwing. */
export function parseObject(
  text: string,
  schema: z.ZodType,
): { readonly object: unknown } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(unfenced(text));
  } catch {
    return { problem: "The text is not JSON." };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { object: parsed.data };
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join(".")}: ${issue.message}`,
  );
  return { problem: problems.join("; ").slice(0, PROBLEM_CHARS_MAX) };
}

/** Models without a JSON mode like to wrap their answer in a Markdown code block. */
function unfenced(text: string): string {
  const match = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(text);
  return match?.[1] ?? text;
}

import type { FieldProblem } from "./api-problem";

export interface SortedProblems {
  /** First message of each field of the form. */
  readonly byField: ReadonlyMap<string, string>;
  /** What no field of this form can show. */
  readonly rest: readonly FieldProblem[];
}

/** Finds the field that each problem belongs to: the same path, or the nearest one above it. */
export function sortProblems(
  problems: readonly FieldProblem[],
  names: readonly string[],
): SortedProblems {
  const byField = new Map<string, string>();
  const rest: FieldProblem[] = [];
  for (const problem of problems) {
    const name = nearestName(toDotPath(problem.path), names);
    if (name === undefined) rest.push(problem);
    else if (!byField.has(name)) byField.set(name, problem.message);
  }
  return { byField, rest };
}

/** `$.brief.sources[2]` and `/brief/sources/2` are `brief.sources.2`. */
function toDotPath(path: string): string {
  return path
    .replace(/^(\$\.?|#?\/)/, "")
    .replaceAll(/\[(\d+)\]/g, ".$1")
    .replaceAll("/", ".");
}

function nearestName(path: string, names: readonly string[]): string | undefined {
  const keys = path.split(".");
  for (let length = keys.length; length > 0; length -= 1) {
    const prefix = keys.slice(0, length).join(".");
    if (names.includes(prefix)) return prefix;
  }
  return undefined;
}

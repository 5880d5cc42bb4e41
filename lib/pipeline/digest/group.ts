import { SECTIONS_MAX, SECTIONS_MIN } from "./limits";
import type { Passage } from "./passages";
import { similarity } from "./terms";

/**
 * Divides the chosen passages into three to seven groups. Passages under one heading of one source
 * stay together; then the two most similar groups are joined until few enough are left.
 * The order is that of the sources.
 */
export function groupPassages(passages: readonly Passage[]): Passage[][] {
  const inOrder = [...passages].sort(bySource);
  const wanted = Math.min(
    inOrder.length,
    Math.max(SECTIONS_MIN, Math.min(SECTIONS_MAX, Math.round(inOrder.length / PER_SECTION))),
  );
  const byHeading = groupByHeading(inOrder);
  let groups = byHeading.length < wanted ? inOrder.map((passage) => [passage]) : byHeading;
  while (groups.length > wanted) groups = joinClosest(groups);
  return groups;
}

function bySource(a: Passage, b: Passage): number {
  return a.source === b.source ? a.position - b.position : a.source - b.source;
}

function groupByHeading(passages: readonly Passage[]): Passage[][] {
  const groups = new Map<string, Passage[]>();
  for (const [i, passage] of passages.entries()) {
    const key = passage.heading === "" ? `#${i}` : `${passage.source} ${passage.heading}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [passage]);
    else group.push(passage);
  }
  return [...groups.values()];
}

function joinClosest(groups: readonly Passage[][]): Passage[][] {
  let closest = { a: 0, b: 1, likeness: -1 };
  for (let a = 0; a < groups.length; a += 1) {
    for (let b = a + 1; b < groups.length; b += 1) {
      const likeness = likenessOf(groups[a] ?? [], groups[b] ?? []);
      if (likeness > closest.likeness) closest = { a, b, likeness };
    }
  }
  const joined = [...(groups[closest.a] ?? []), ...(groups[closest.b] ?? [])];
  return groups.flatMap((group, i) => {
    if (i === closest.b) return [];
    return [i === closest.a ? joined : group];
  });
}

/** Average over all pairs, less for groups that are large already: one section must not eat all. */
function likenessOf(a: readonly Passage[], b: readonly Passage[]): number {
  let sum = 0;
  for (const one of a) for (const other of b) sum += similarity(one.terms, other.terms);
  return (sum + SMALLEST_LIKENESS) / (a.length * b.length) / (a.length + b.length);
}

const PER_SECTION = 3;
// Groups with nothing in common are joined by size alone.
const SMALLEST_LIKENESS = 1e-6;

/** What happens once the server has said yes. Plain data, so that a server component can say it. */
export type After =
  | { readonly kind: "refresh"; readonly say?: string }
  /** `to` may name fields of the answer: `/w/acme/articles/{id}`. */
  | { readonly kind: "navigate"; readonly to: string; readonly say?: string }
  /** To another site, whose https address is in that field of the answer. */
  | { readonly kind: "leave"; readonly field: string }
  | { readonly kind: "stay"; readonly say?: string };

const PLACEHOLDER = /\{([a-z0-9_.]+)\}/gi;

/**
 * Fills the fields of an answer into a path. Undefined when a field is missing, or when the outcome
 * is not a path of this site.
 */
export function fillPath(template: string, answer: unknown): string | undefined {
  let isComplete = true;
  const path = template.replaceAll(PLACEHOLDER, (_, field: string) => {
    const value = fieldOf(answer, field);
    if (typeof value === "string" || typeof value === "number") {
      return encodeURIComponent(value);
    }
    isComplete = false;
    return "";
  });
  return isComplete && /^\/(?![/\\])/.test(path) ? path : undefined;
}

/** The address to leave for, when the answer holds one with https. */
export function leaveAddress(field: string, answer: unknown): string | undefined {
  const value = fieldOf(answer, field);
  if (typeof value !== "string") return undefined;
  const url = URL.parse(value);
  return url?.protocol === "https:" ? url.href : undefined;
}

function fieldOf(answer: unknown, path: string): unknown {
  let value = answer;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

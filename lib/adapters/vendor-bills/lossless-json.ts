type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** JSON.parse hands a reviver the text of each number (ECMAScript, "JSON.parse source text access"). */
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;

/**
 * Reads JSON with every number as its own text: 0.1 becomes "0.1" and never a binary fraction. Undefined for text
 * that is no JSON. A number can't be told from the text of one afterwards, and need not be.
 */
export function parseLossless(text: string): unknown {
  try {
    return parse(text, (_key, value, { source }) =>
      typeof value === "number" && source !== undefined ? source : value,
    );
  } catch {
    return undefined;
  }
}

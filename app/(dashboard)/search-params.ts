/** What a page gets of its address. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The text of a parameter, or "" where it is absent or given twice. */
export function textParam(params: SearchParams, name: string): string {
  const value = params[name];
  return typeof value === "string" ? value : "";
}

/** A path with those parameters that have a value. */
export function hrefWith(path: string, params: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== ""));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

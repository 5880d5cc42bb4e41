/** Mutants that no behaviour tells from the SQL as it is, each with the reason. */
export const SURVIVORS: Readonly<Record<string, string>> = {};

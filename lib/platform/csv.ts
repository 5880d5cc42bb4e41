// CSV as RFC 4180 has it, for spreadsheets.

/** The start of a file in UTF-8: a mark so that spreadsheets read it as such, and the names of the columns. */
export function csvHeader(columns: readonly string[]): string {
  return `\uFEFF${columns.join(",")}\r\n`;
}

/** One row. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** A spreadsheet takes a text that begins like a formula for one: an apostrophe keeps it a text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The form of an article that is stored, compared and hashed: line feeds, Unicode NFC, no byte order
 * mark, no white space at line ends except the two spaces of a hard break, one final line feed.
 * Applying it twice changes nothing.
 */
export function canonicalMarkdown(markdown: string): string {
  const lines = markdown
    .replace(/^\uFEFF+/, "")
    .replaceAll(/\p{Surrogate}/gu, "\uFFFD")
    .normalize("NFC")
    .replaceAll(/\r\n?/g, "\n")
    .split("\n");
  const trimmed = lines.map((line, i) => trimLine(line, lines[i + 1]));
  while (trimmed.at(-1) === "") trimmed.pop();
  return `${trimmed.join("\n")}\n`;
}

function trimLine(line: string, next: string | undefined): string {
  const text = trimBlanks(line);
  const isHardBreak = line.endsWith("  ") && text !== "" && trimBlanks(next ?? "") !== "";
  return isHardBreak ? `${text}  ` : text;
}

function trimBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === " " || line[end - 1] === "\t")) end -= 1;
  return line.slice(0, end);
}

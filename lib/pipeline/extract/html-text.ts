/**
 * The readable text of a part of a page: blocks separated by an empty line, rows and list items by a
 * line end, cells by a tab. Linear in the number of nodes.
 */
export function readableText(root: Element): string {
  const writer = new TextWriter();
  writeNode(root, writer);
  return writer.text();
}

class TextWriter {
  private readonly parts: string[] = [];
  private pending = "";

  /** Adds running text. White space of any length becomes one space. */
  write(text: string): void {
    const collapsed = text.replaceAll(/\s+/g, " ");
    if (collapsed === "") return;
    if (collapsed.startsWith(" ")) this.separate(" ");
    const words = collapsed.trim();
    if (words === "") return;
    this.flush();
    this.parts.push(words);
    if (collapsed.endsWith(" ")) this.separate(" ");
  }

  writeLines(text: string): void {
    this.flush();
    this.parts.push(text);
  }

  /** Asks for at least this much space before the next words. */
  separate(separator: string): void {
    if (strength(separator) > strength(this.pending)) this.pending = separator;
  }

  text(): string {
    return this.parts.join("");
  }

  private flush(): void {
    if (this.parts.length > 0) this.parts.push(this.pending);
    this.pending = "";
  }
}

function strength(separator: string): number {
  return ["", " ", "\t", "\n", "\n\n"].indexOf(separator);
}

// Recursion is bounded: the page's depth was checked when it was parsed.
function writeNode(node: ChildNode, writer: TextWriter): void {
  if (node.nodeType === TEXT_NODE) {
    writer.write(node.nodeValue ?? "");
    return;
  }
  if (node.nodeType !== ELEMENT_NODE) return;
  const name = node.nodeName.toLowerCase();
  if (SKIPPED.has(name)) return;
  if (name === "pre") {
    writer.separate("\n\n");
    writer.writeLines((node.textContent ?? "").trim());
    writer.separate("\n\n");
    return;
  }
  const separator = SEPARATORS[name] ?? "";
  writer.separate(separator);
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    writeNode(child, writer);
  }
  writer.separate(separator);
}

const ELEMENT_NODE = 1;
const TEXT_NODE = 3;
const SKIPPED: ReadonlySet<string> = new Set("script style noscript template svg head".split(" "));

const BLOCKS =
  "address article aside blockquote dd details div dl figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p section summary table ul body";
const SEPARATORS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(BLOCKS.split(" ").map((name) => [name, "\n\n"])),
  br: "\n",
  li: "\n",
  dt: "\n",
  tr: "\n",
  td: "\t",
  th: "\t",
};

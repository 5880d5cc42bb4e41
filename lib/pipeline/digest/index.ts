// STAND-IN so that the rest of the product can run while the real digest is being written: replace this file.
import { formatCitation } from "@/lib/markdown";

interface Snapshot { id: string; title: string; text: string }
interface Outline { title: string; sections: { heading: string; intent?: string | undefined; evidence: { source_id: string; quote: string }[] }[] }
export function digestOutline({ brief, snapshots }: { brief: { topic: string }; snapshots: readonly Snapshot[] }): Outline {
  return { title: brief.topic, sections: snapshots.map((s) => ({ heading: s.title, evidence: s.text.split("\n\n").slice(0, 2).map((p) => ({ source_id: s.id, quote: p.replace(/\s+/g, " ").trim().slice(0, 400) })) })) };
}
export function digestDraft({ outline }: { brief: { topic: string }; outline: Outline; snapshots: readonly Snapshot[] }): { title: string; markdown: string; meta: { description: string; slug: string } } {
  let n = 0; const defs: string[] = [];
  const body = outline.sections.map((s) => `## ${s.heading}\n\n${s.evidence.map((e) => { n += 1; defs.push(formatCitation(String(n), e.source_id, e.quote)); return `> ${e.quote}[^${n}]`; }).join("\n\n")}`).join("\n\n");
  return { title: outline.title, markdown: `${body}\n\n${defs.join("\n")}\n`, meta: { description: `A digest of what the sources say about ${outline.title}, with every quote cited.`, slug: "digest" } };
}

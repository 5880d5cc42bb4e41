import type { JSX } from "react";
import type { Outline } from "@/lib/pipeline/schema";

interface OutlineViewProps {
  outline: Outline;
  /** Titles of sources by the id of their snapshot. */
  sourceTitles: Readonly<Record<string, string>>;
}

/** An outline that is decided on: its sections with their evidence. */
export function OutlineView({ outline, sourceTitles }: Readonly<OutlineViewProps>): JSX.Element {
  return (
    <div className="mt-6">
      <h2 className="font-serif text-xl font-semibold">{outline.title}</h2>
      <ol className="mt-4 flex flex-col gap-6">
        {outline.sections.map((section) => (
          <li key={JSON.stringify(section)}>
            <h3 className="font-serif text-lg font-semibold">{section.heading}</h3>
            {section.intent !== undefined && <p className="text-soft">{section.intent}</p>}
            {section.evidence.map((evidence) => (
              <blockquote
                key={evidence.quote}
                className="mt-2 border-l-2 pl-3 font-serif text-soft"
              >
                {evidence.quote}
                <cite className="block font-sans text-sm text-faint not-italic">
                  {sourceTitles[evidence.source_id] ?? "A source that was dropped"}
                </cite>
              </blockquote>
            ))}
          </li>
        ))}
      </ol>
    </div>
  );
}

import clsx from "clsx";
import type { JSX } from "react";
import { type DiffRow, type DiffSide, diffRows } from "./diff-rows";

const CONTEXT_LINES = 3;

export interface LineDiffProps {
  before: string;
  after: string;
  /** What the two texts are: "Revision 3", "Revision 4". */
  beforeLabel: string;
  afterLabel: string;
}

/** What changed between two texts: side by side where there is room, one under the other on phones. */
export function LineDiff(props: Readonly<LineDiffProps>): JSX.Element {
  const { before, after, beforeLabel, afterLabel } = props;
  const rows = diffRows(before, after);
  if (rows.every((row) => row.isSame)) {
    return <p className="text-soft">The two are the same, to the letter.</p>;
  }
  return (
    <figure className="overflow-hidden rounded-md border font-mono text-sm">
      <figcaption className="grid grid-cols-2 border-b bg-desk font-sans text-soft">
        <span className="truncate px-3 py-2">{beforeLabel}</span>
        <span className="truncate px-3 py-2 md:border-l">{afterLabel}</span>
      </figcaption>
      {foldSame(rows).map((part) =>
        part.isFolded ? (
          <details
            key={part.key}
            className="group border-y bg-desk first:border-t-0 last:border-b-0"
          >
            <summary className="px-3 py-1.5 font-sans text-faint max-sm:min-h-11 max-sm:py-3">
              {part.rows.length} unchanged lines
            </summary>
            <div className="bg-paper">{part.rows.map(toRow)}</div>
          </details>
        ) : (
          <div key={part.key}>{part.rows.map(toRow)}</div>
        ),
      )}
    </figure>
  );
}

interface Part {
  readonly key: string;
  readonly isFolded: boolean;
  readonly rows: readonly DiffRow[];
}

/** Splits the rows so that long runs without a change can be folded away. */
function foldSame(rows: readonly DiffRow[]): Part[] {
  const isNear = rows.map((_, at) =>
    rows.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some((row) => !row.isSame),
  );
  const parts: Array<{ isFolded: boolean; rows: DiffRow[] }> = [];
  for (const [at, row] of rows.entries()) {
    const isFolded = isNear[at] !== true;
    const last = parts.at(-1);
    if (last?.isFolded === isFolded) last.rows.push(row);
    else parts.push({ isFolded, rows: [row] });
  }
  return parts.map((part) => ({ ...part, key: rowKey(part.rows[0]) }));
}

function rowKey(row: DiffRow | undefined): string {
  return `${row?.before?.number ?? "-"} ${row?.after?.number ?? "-"}`;
}

function toRow(row: DiffRow): JSX.Element {
  return (
    <div key={rowKey(row)} className="grid md:grid-cols-2">
      <Side side={row.before} tone={row.isSame ? "same-before" : "removed"} />
      <Side side={row.after} tone={row.isSame ? "same" : "added"} />
    </div>
  );
}

type SideTone = "same-before" | "same" | "removed" | "added";

const TONES: Readonly<Record<SideTone, { box: string; mark: string; sign: string; said: string }>> =
  {
    "same-before": { box: "max-md:hidden", mark: "", sign: " ", said: "" },
    same: { box: "md:border-l", mark: "", sign: " ", said: "" },
    removed: {
      box: "bg-red-wash",
      mark: "bg-red/20 text-ink decoration-red line-through decoration-1",
      sign: "−",
      said: "Removed: ",
    },
    added: {
      box: "bg-green-wash md:border-l",
      mark: "bg-green/20 text-ink",
      sign: "+",
      said: "Added: ",
    },
  };

function Side({
  side,
  tone,
}: Readonly<{ side: DiffSide | undefined; tone: SideTone }>): JSX.Element {
  const look = TONES[tone];
  if (side === undefined) {
    return (
      <div
        aria-hidden
        className={clsx("bg-desk max-md:hidden", tone === "added" && "md:border-l")}
      />
    );
  }
  const Line = { "same-before": "span", same: "span", removed: "del", added: "ins" }[
    tone
  ] as "span";
  return (
    <div className={clsx("flex min-w-0 gap-2 px-3 py-0.5", look.box)}>
      <span aria-hidden className="w-7 shrink-0 text-right text-faint select-none">
        {side.number}
      </span>
      <span aria-hidden className="shrink-0 select-none">
        {look.sign}
      </span>
      <Line className="min-w-0 flex-1 whitespace-pre-wrap no-underline wrap-anywhere">
        <span className="sr-only">{look.said}</span>
        {keyed(side).map(({ key, text, isChanged }) =>
          isChanged ? (
            <span key={key} className={clsx("rounded-[2px]", look.mark)}>
              {text}
            </span>
          ) : (
            text
          ),
        )}
      </Line>
    </div>
  );
}

/** Segments with the column they start at, which is unique in a line. */
function keyed(side: DiffSide): Array<{ key: number; text: string; isChanged: boolean }> {
  let column = 0;
  return side.segments.map((segment) => {
    const key = column;
    column += segment.text.length;
    return { ...segment, key };
  });
}

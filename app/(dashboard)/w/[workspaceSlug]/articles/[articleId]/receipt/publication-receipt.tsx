import type { JSX } from "react";
import { CopyButton } from "@/app/_ui/copy-button.client";
import { DefinitionList } from "@/app/_ui/definition-list";
import { Section } from "@/app/_ui/section";
import { StatusChip } from "@/app/_ui/status-chip";
import { ExternalLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { PublicationView } from "@/lib/publishing";
import { chipOf } from "../../../publication-chip";

interface PublicationReceiptProps {
  publication: PublicationView;
  now: Date;
}

/** Which text went where, and what the destination had when it was read back. */
export function PublicationReceipt(props: Readonly<PublicationReceiptProps>): JSX.Element {
  const { publication: row, now } = props;
  return (
    <Section title={row.destination_name} action={<StatusChip {...chipOf(row, now)} />}>
      <DefinitionList
        items={[
          {
            term: "Page",
            value:
              row.remote_url === null ? (
                "None"
              ) : (
                <span className="break-all">
                  <ExternalLink href={row.remote_url}>{row.remote_url}</ExternalLink>
                </span>
              ),
          },
          { term: "Revision", value: `${row.revision}, as approved` },
          {
            term: "Hash of the approved text",
            value: (
              <span className="inline-flex items-center gap-1">
                <code className="font-mono text-xs break-all">{row.revision_hash}</code>
                <CopyButton text={row.revision_hash} label="Copy the hash" />
              </span>
            ),
          },
          { term: "Read back", value: <ReadBack row={row} /> },
          { term: "Attempts", value: <Attempts row={row} /> },
        ]}
      />
    </Section>
  );
}

function ReadBack({ row }: Readonly<{ row: PublicationView }>): JSX.Element {
  if (row.verified_at === null) return <>{row.error?.message ?? "Not yet."}</>;
  const when = <Timestamp value={row.verified_at} format="datetime" />;
  if (row.error !== undefined)
    return (
      <>
        Last the same {when}. Since then: {row.error.message}
      </>
    );
  if (row.status === "unpublished") return <>Taken down {when}.</>;
  return <>The same as the approved text, {when}.</>;
}

function Attempts({ row }: Readonly<{ row: PublicationView }>): JSX.Element {
  if (row.attempts.length === 0) return <>None yet</>;
  return (
    <ol className="flex flex-col gap-1">
      {row.attempts.map((attempt) => (
        <li key={attempt.number}>
          <span className="text-faint tabular-nums">{attempt.number}.</span>{" "}
          <Timestamp value={attempt.started_at} format="datetime" />
          {attempt.detail !== null && <>: {attempt.detail}</>}
        </li>
      ))}
    </ol>
  );
}

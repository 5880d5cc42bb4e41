import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { Chip } from "@/app/_ui/chip";
import { Confirm } from "@/app/_ui/confirm.client";
import type { DestinationView } from "@/lib/publishing";
import { CheckConnection } from "./check-connection.client";
import { KIND_WORDS } from "./kind-words";
import { RenameDestination } from "./rename-destination.client";

interface DestinationRowProps {
  row: DestinationView;
  publications: number;
  /** The path of the destination below /api/v1. */
  path: string;
  mayManage: boolean;
}

/** One destination: what it is, how much went there, and whether it answers. */
export function DestinationRow(props: Readonly<DestinationRowProps>): JSX.Element {
  const { row, publications, path, mayManage } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{row.name}</span>
          <Chip tone="neutral">{KIND_WORDS[row.kind].label}</Chip>
        </p>
        <p className="mt-0.5 text-sm break-all text-faint">
          {[
            ...(row.url === null ? [] : [row.url]),
            publicationWords(publications),
            ...(row.credentials_fingerprint === null
              ? []
              : [`credentials ${row.credentials_fingerprint}`]),
          ].join(" · ")}
        </p>
      </div>
      {mayManage && (
        <>
          <CheckConnection name={row.name} path={`${path}/check`} />
          <RenameDestination name={row.name} path={path} />
          <Confirm
            title="Remove this destination?"
            confirmLabel="Remove destination"
            request={{ method: "DELETE", path }}
            after={{ kind: "refresh", say: "Destination removed" }}
            trigger={
              <Button tone="quiet" size="sm">
                Remove
              </Button>
            }
          >
            “{row.name}” and its credentials are forgotten. What was published there stays there.
          </Confirm>
        </>
      )}
    </li>
  );
}

function publicationWords(count: number): string {
  if (count === 0) return "nothing published yet";
  return count === 1 ? "1 publication" : `${count} publications`;
}
